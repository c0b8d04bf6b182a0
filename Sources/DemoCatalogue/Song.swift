import Foundation
import Listening

/// A track as a list of notes, composed from its scene and a seed: chords, bass, a motif that returns and varies, drums,
/// an echo, and a form with a beginning and an end.
struct Song: Sendable {
  /// The notes by their beginning.
  let notes: [Note]
  /// The whole length in seconds.
  let seconds: Double
  /// The longest note in seconds: no earlier note reaches into a block.
  let longest: Double

  /// Composes.
  init(scene: Scene, seconds: Double, seed: UInt64) {
    var composer = Composer(scene: scene, seconds: seconds, seed: seed)
    composer.compose()
    let inside = composer.notes.filter { $0.start < seconds - 0.05 }
    notes = inside.sorted { $0.start < $1.start }
    self.seconds = seconds
    longest = notes.map(\.length).max() ?? 0
  }
}

private struct Composer {
  let scene: Scene
  let seconds: Double
  var chance: Seeded
  var notes: [Note] = []

  private let beat: Double
  private let root: Double
  private let chords: [Int]
  private let motif: [Int?]
  private let answer: [Int?]

  init(scene: Scene, seconds: Double, seed: UInt64) {
    var chance = Seeded(seed)
    self.scene = scene
    self.seconds = seconds
    beat = 60 / Double.random(in: scene.tempo, using: &chance)
    root = 110 * pow(2, Double(Int.random(in: -5...6, using: &chance)) / 12)
    chords = scene.progressions[Int.random(in: 0..<scene.progressions.count, using: &chance)]
    motif = Self.motif(scene, &chance)
    answer = Self.motif(scene, &chance)
    self.chance = chance
  }

  /// Eight places, each a step of the scale near the last one, or a rest.
  private static func motif(_ scene: Scene, _ chance: inout Seeded) -> [Int?] {
    var step = Int.random(in: 0...4, using: &chance)
    return (0..<8).map { _ in
      step = min(9, max(-2, step + Int.random(in: -2...2, using: &chance)))
      return Double.random(in: 0...1, using: &chance) < scene.band.density ? step : nil
    }
  }

  mutating func compose() {
    let bar = 4 * beat
    let bars = max(4, Int((seconds / bar).rounded(.up)))
    for number in 0..<bars {
      let share = Double(number) / Double(bars)
      let part = Part(share: share, isLast: number == bars - 1)
      let chord = chords[number % chords.count]
      harmony(chord, at: Double(number) * bar, bar, part)
      melody(number, chord, at: Double(number) * bar, part)
      drums(at: Double(number) * bar, part)
    }
  }

  /// Which voices play where: the song builds up, rests, comes back, and ends.
  private struct Part {
    let melody: Double
    let drums: Double
    let pad: Double

    init(share: Double, isLast: Bool) {
      let rests = (0.55..<0.65).contains(share)
      melody = isLast ? 0 : share < 0.1 ? 0 : rests ? 0.5 : 1
      drums = isLast || share < 0.16 || share > 0.92 ? 0 : rests ? 0.25 : 1
      pad = share < 0.1 ? 0.8 : 1
    }
  }

  private func pitch(_ step: Int, octave: Int) -> Double {
    let size = scene.scale.count
    let wrapped = ((step % size) + size) % size
    let octaves = octave + (step - wrapped) / size
    return root * pow(2, Double(octaves) + Double(scene.scale[wrapped]) / 12)
  }

  private mutating func harmony(_ chord: Int, at start: Double, _ bar: Double, _ part: Part) {
    let band = scene.band
    for (voice, step) in [0, 2, 4].enumerated() where band.pad > 0 {
      notes.append(
        Note(
          voice: .sung, start: max(0, start - 0.1), length: bar * 1.25, pitch: pitch(chord + step, octave: 1),
          strength: 0.16 * band.pad * part.pad, place: Double(voice - 1) * 0.6, brightness: band.brightness * 0.7))
    }
    for place in [0.0, 2.5] where band.bass > 0 {
      notes.append(
        Note(
          voice: .plucked(decay: 0.9), start: start + place * beat, length: beat * 1.6,
          pitch: pitch(chord, octave: -1), strength: 0.42 * band.bass, place: 0, brightness: 0.3))
    }
    arpeggio(chord, at: start)
  }

  private mutating func arpeggio(_ chord: Int, at start: Double) {
    let band = scene.band
    guard band.arpeggio > 0 else { return }
    for (index, step) in [0, 2, 4, 7, 4, 2, 4, 2].enumerated() {
      notes.append(
        Note(
          voice: .plucked(decay: band.decay * 0.6), start: start + Double(index) * beat / 2, length: band.decay * 2,
          pitch: pitch(chord + step, octave: 1), strength: 0.17 * band.arpeggio, place: index % 2 == 0 ? -0.5 : 0.5,
          brightness: band.brightness))
    }
  }

  /// The motif, then its answer; each fourth time a step is changed.
  private mutating func melody(_ bar: Int, _ chord: Int, at start: Double, _ part: Part) {
    let band = scene.band
    guard band.melody > 0, part.melody > 0 else { return }
    for (index, step) in (bar % 2 == 0 ? motif : answer).enumerated() {
      guard var step else { continue }
      if bar % 4 == 3, index > 5 { step += Int.random(in: -1...1, using: &chance) }
      // On strong beats the melody leans on the chord.
      if index % 4 == 0 { step = chord + [0, 2, 4][abs(step) % 3] }
      let late = Double.random(in: 0...0.012, using: &chance)
      sing(
        pitch(step, octave: 2), at: start + Double(index) * beat / 2 + late, strength: 0.26 * band.melody * part.melody)
    }
  }

  /// A note of the melody, and its echo a beat and a half later.
  private mutating func sing(_ pitch: Double, at start: Double, strength: Double) {
    for (echo, weight) in [1, 0.3, 0.1].enumerated() {
      notes.append(
        Note(
          voice: .plucked(decay: scene.band.decay), start: start + Double(echo) * 1.5 * beat,
          length: scene.band.decay * 2.5, pitch: pitch, strength: strength * weight,
          place: echo == 0 ? 0.1 : echo == 1 ? -0.7 : 0.7, brightness: scene.band.brightness))
    }
  }

  private mutating func drums(at start: Double, _ part: Part) {
    let band = scene.band
    guard part.drums > 0 else { return }
    for quarter in 0..<4 {
      let time = start + Double(quarter) * beat
      let strong = quarter % 2 == 0
      if band.kick > 0, strong || band.kick > 0.8 {
        notes.append(
          Note(voice: .kick, start: time, length: 0.5, pitch: 50, strength: 0.7 * band.kick * part.drums, place: 0))
      }
      if band.snare > 0, !strong {
        hit(.noise(decay: 0.09, bright: false), at: time, 0.5 * band.snare * part.drums, place: 0.1)
      }
      for half in 0..<2 where band.hat > 0 {
        let strength = band.hat * part.drums * (half == 0 ? 0.6 : 1)
        hit(.noise(decay: 0.03, bright: true), at: time + Double(half) * beat / 2, strength, place: 0.4)
      }
    }
  }

  private mutating func hit(_ voice: Note.Voice, at start: Double, _ strength: Double, place: Double) {
    notes.append(Note(voice: voice, start: start, length: 0.3, pitch: 0, strength: strength, place: place))
  }
}
