import Foundation
import Listening

/// The motif that returns and varies.
extension Composer {
  /// Phrases of two bars: an idea, the same with another end, an answer at another height, and the idea again.
  mutating func writeMelody() {
    guard let lead = scene.band.lead else { return }
    let idea = Motif(density: scene.band.density, &chance)
    let answer = Motif(density: scene.band.density * 0.9, &chance).moved(
      by: [1, 2, -1][Int.random(in: 0...2, using: &chance)])
    let lift = Motif(density: min(1, scene.band.density * 1.15), &chance).moved(by: 2)
    for number in stride(from: 0, to: sections.count - 1, by: 2) {
      let section = sections[number]
      let strength = lead.level * section.mix(opening).lead
      guard strength > 0 else { continue }
      let place = number / 2 % 4
      // Verses breathe: every other phrase is silent where the scene is calm.
      if section == .verse, place % 2 == 1, scene.band.density < 0.4 { continue }
      let phrase = place == 2 ? (section == .chorus ? lift : answer) : idea
      write(
        place % 2 == 1 || place == 3 ? phrase.varied(&chance) : phrase, number, strength, isDoubled: section == .chorus)
    }
  }

  mutating func write(_ phrase: Motif, _ number: Int, _ strength: Double, isDoubled: Bool) {
    for tone in phrase.tones {
      let bar = number + tone.eighth / 8
      let chord = chords[bar % chords.count]
      let isStrong = tone.eighth % 4 == 0 || tone.length > 3
      let step = isStrong ? nearest(tone.step, in: chord) : tone.step
      let start = human(time(bar, tone.eighth % 8 * 2))
      let length = Double(tone.length) * beat / 2 * 0.92
      let loud = strength * (isStrong ? 1 : 0.82)
      sing(semitone(step) + 24, start, length, loud)
      // A second voice below, softly.
      if isDoubled { play(.lead, semitone(step - 2) + 24, at: start, for: length, loud * 0.3, place: 0.45) }
    }
  }

  mutating func sing(_ tone: Int, _ start: Double, _ length: Double, _ strength: Double) {
    play(.lead, tone, at: start, for: length, strength, place: -0.08)
    for (turn, weight) in [0.5, 0.22, 0.1].enumerated() where scene.band.echo > 0.05 {
      let late = start + Double(turn + 1) * 0.75 * beat
      play(
        .lead, tone, at: late, for: length, strength * weight * scene.band.echo * 1.6, place: turn % 2 == 0 ? 0.7 : -0.7
      )
    }
  }

  /// The tone of the chord nearest to a step.
  func nearest(_ step: Int, in chord: Int) -> Int {
    let size = scene.scale.count
    let tones = scene.band.chord.prefix(3).flatMap { tone in (-2...2).map { chord + tone + size * $0 } }
    return tones.min { (abs($0 - step), $0) < (abs($1 - step), $1) } ?? step
  }
}
