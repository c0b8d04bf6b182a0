import Foundation
import Listening

/// Writes a song: chords led voice by voice, a bass, broken chords, a motif that returns and varies, drums, and a form.
struct Composer {
  /// The voices of a band, by the numbers notes name them with.
  enum Part: Int, CaseIterable { case pad, comp, figure, bass, lead }

  /// How long the last chord rings, in seconds.
  static let ending = 3.2

  let scene: Scene
  let beat: Double
  var chance: Seeded
  var notes: [Note] = []

  let root: Double
  let chords: [Int]
  let sections: [Section]
  let opening: Opening
  var voicing: [Int] = []

  /// Draws what sets this track apart from others of its scene.
  init(scene: Scene, seconds: Double, seed: UInt64) {
    var chance = Seeded(seed)
    self.scene = scene
    // The last chord rings on after the last bar; the tempo gives way so that whole bars fill the time before.
    let drawn = 60 / Double.random(in: scene.tempo, using: &chance)
    let bars = max(6, Int(((seconds - Self.ending) / (4 * drawn)).rounded()))
    beat = (seconds - Self.ending) / Double(4 * bars)
    root = 55 * pow(2, Double(Int.random(in: 3...14, using: &chance)) / 12)
    chords = scene.progressions[Int.random(in: 0..<scene.progressions.count, using: &chance)]
    opening = Opening(scene.band, &chance)
    sections = Section.plan(bars: bars, introBars: beat > 0.6 || chance.next() & 1 == 0 ? 2 : 4)
    self.chance = chance
  }

  var bar: Double { 4 * beat }

  /// Writes all of it.
  mutating func compose() {
    let patterns = Patterns(scene.band, &chance)
    for (number, section) in sections.enumerated() {
      let mix = section.mix(opening)
      let isLast = number == sections.count - 1
      let chord = isLast ? 0 : chords[number % chords.count]
      voicing = led(to: chord)
      writeChords(number, isLast, mix, patterns)
      writeFigure(chord, number, isLast, mix, patterns)
      writeBass(chord, number, isLast, mix, patterns)
      writeDrums(number, section, mix, patterns)
    }
    writeMelody()
  }

  // MARK: Time and pitch

  /// When a sixteenth of a bar sounds; swing delays the second half of each beat.
  func time(_ bar: Int, _ sixteenth: Int) -> Double {
    let swing = scene.band.swing
    let inside = [0, swing / 2, swing, (1 + swing) / 2][sixteenth % 4]
    return Double(bar) * self.bar + (Double(sixteenth / 4) + inside) * beat
  }

  /// The semitones of a step of the scale above the root.
  func semitone(_ step: Int) -> Int {
    let size = scene.scale.count
    let inside = ((step % size) + size) % size
    return scene.scale[inside] + 12 * ((step - inside) / size)
  }

  func pitch(_ semitone: Int) -> Double { root * pow(2, Double(semitone) / 12) }

  /// A hair early or late, as hands are.
  mutating func human(_ seconds: Double) -> Double {
    max(0, seconds + Double.random(in: -0.004...0.007, using: &chance))
  }

  mutating func play(
    _ part: Part, _ semitone: Int, at start: Double, for length: Double, _ strength: Double, place: Double
  ) {
    guard strength > 0.004 else { return }
    let release = player(part)?.timbre.release ?? 0
    notes.append(
      Note(
        voice: .tone(part.rawValue, pitch: pitch(semitone)), start: max(0, start), length: length + release,
        strength: strength, place: place))
  }

  func player(_ part: Part) -> Scene.Player? {
    switch part {
    case .pad: scene.band.pad
    case .comp: scene.band.comp
    case .figure: scene.band.figure
    case .bass: scene.band.bass
    case .lead: scene.band.lead
    }
  }
}

/// The patterns that one song keeps to.
struct Patterns {
  let comp: [Pattern.Stroke]
  let figure: [Pattern.Stroke]
  let bass: [Pattern.Stroke]
  let beat: Scene.Beat?
  let loudBeat: Scene.Beat?

  init(_ band: Scene.Band, _ chance: inout Seeded) {
    func pick<Element>(_ all: [Element]) -> Element? {
      all.isEmpty ? nil : all[Int.random(in: 0..<all.count, using: &chance)]
    }
    comp = pick(band.compPatterns)?.strokes ?? []
    figure = pick(band.figurePatterns)?.strokes ?? []
    bass = pick(band.bassPatterns)?.strokes ?? []
    beat = pick(band.drums)
    loudBeat = pick(band.drums)
  }
}
