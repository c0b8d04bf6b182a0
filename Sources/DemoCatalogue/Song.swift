import Foundation
import Listening

/// A track ready to be heard: its notes by their beginning, its voices, its drums and its room.
struct Song: Sendable {
  /// The whole length in seconds.
  let seconds: Double
  private let notes: [Note]
  private let tones: [Tone?]
  private let kit: DrumKit
  let room: Room
  /// The longest note in seconds: no earlier note reaches into a block.
  private let longest: Double

  /// Composes. Cost: a few milliseconds.
  init(scene: Scene, seconds: Double, seed: UInt64) {
    var composer = Composer(scene: scene, seconds: seconds, seed: seed)
    composer.compose()
    var chance = composer.chance
    let softness = min(1, max(0, scene.band.softness + Double.random(in: -0.12...0.12, using: &chance)))
    let kit = DrumKit(depth: Double.random(in: 0.86...1.16, using: &chance), softness: softness, seed: chance.next())
    notes = composer.notes.filter { $0.start < seconds - 0.05 }.map { Self.fitted($0, kit) }.sorted {
      $0.start < $1.start
    }
    var band = Voices(scene.band, &chance)
    tones = notes.map { band.tone(of: $0) }
    room = Room(
      wet: scene.band.room * Double.random(in: 0.8...1.2, using: &chance), seconds: 1.1 + scene.band.room,
      seed: chance.next())
    longest = notes.map(\.length).max() ?? 0
    self.seconds = seconds
    self.kit = kit
  }

  private static func fitted(_ note: Note, _ kit: DrumKit) -> Note {
    guard case .drum(let drum) = note.voice else { return note }
    var note = note
    note.length = kit.length(of: drum)
    return note
  }

  /// The notes of a block, without the room.
  func dry(block number: Int) -> Stereo {
    var block = Stereo(WaveStream.blockFrames)
    let frame = number * WaveStream.blockFrames
    let (start, end) = (Double(frame) / Tone.rate, Double(frame + WaveStream.blockFrames) / Tone.rate)
    var index = notes.partitioningIndex { $0.start >= start - longest }
    while index < notes.count, notes[index].start < end {
      let note = notes[index]
      if note.end > start {
        switch note.voice {
        case .tone: tones[index]?.add(note, to: &block, at: frame)
        case .drum(let drum): kit.add(drum, note, to: &block, at: frame)
        }
      }
      index += 1
    }
    return block
  }
}

/// The voices of one track: its scene's, each a little different, with a wave for each range of pitch that is sung.
private struct Voices {
  private let timbres: [Timbre?]
  private var tables: [[Int]: Wavetable] = [:]

  init(_ band: Scene.Band, _ chance: inout Seeded) {
    timbres = [band.pad, band.comp, band.figure, band.bass, band.lead].map { player in
      guard var timbre = player?.timbre else { return nil }
      let darker = Double.random(in: -0.18...0.22, using: &chance)
      timbre.rolloff += darker
      timbre.bright += darker
      timbre.even = min(1, max(0, timbre.even * Double.random(in: 0.7...1.1, using: &chance)))
      timbre.decay *= Double.random(in: 0.8...1.3, using: &chance)
      // A formant of the track's own.
      timbre.ringing[Int.random(in: 2...6, using: &chance), default: 0] += Double.random(in: 0...0.14, using: &chance)
      return timbre
    }
  }

  mutating func tone(of note: Note) -> Tone? {
    guard case .tone(let number, let pitch) = note.voice, let timbre = timbres[number] else { return nil }
    // As many overtones as stay below 14 kHz.
    let most = Int(14_000 / pitch)
    let overtones = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32].last { $0 <= most } ?? 1
    let key = [number, overtones]
    let table = tables[key] ?? Wavetable(timbre, overtones: overtones)
    tables[key] = table
    return Tone(timbre: timbre, table: table, pitch: pitch)
  }
}

extension Array {
  /// The first place where `belongs` holds, in an array where it holds for all places behind. Cost: logarithmic.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
