import Foundation
import Listening

/// Chords led voice by voice, broken chords, and the bass.
extension Composer {
  /// The tones of the next chord, each as near as can be to those of the last: of all inversions the one that moves least.
  func led(to chord: Int) -> [Int] {
    let tones = scene.band.chord.map { semitone(chord + $0) }
    let centre = 17
    let candidates = tones.indices.flatMap { turn in
      [-12, 0, 12].map { octave in
        (tones[turn...] + tones[..<turn].map { $0 + 12 }).map { $0 + octave + 12 }.sorted()
      }
    }
    func cost(_ candidate: [Int]) -> Int {
      let mean = candidate.reduce(0, +) / candidate.count
      let moved = zip(candidate, voicing).reduce(0) { $0 + abs($1.0 - $1.1) }
      return moved + 2 * abs(mean - centre)
    }
    return candidates.min { (cost($0), $0[0]) < (cost($1), $1[0]) } ?? tones
  }

  /// How much longer the notes of the last bar ring, in seconds.
  private func ring(_ isLast: Bool) -> Double { isLast ? Self.ending - 0.4 : 0 }

  mutating func writeChords(_ number: Int, _ isLast: Bool, _ mix: Section.Mix, _ patterns: Patterns) {
    let share = 1 / Double(voicing.count).squareRoot()
    for (voice, tone) in voicing.enumerated() {
      let place = voicing.count < 2 ? 0 : 1.4 * Double(voice) / Double(voicing.count - 1) - 0.7
      if let pad = scene.band.pad {
        // Pads begin before the bar and overlap, so that chords melt into each other.
        let start = number == 0 ? 0 : time(number, 0) - 0.5 * pad.timbre.attack
        play(.pad, tone, at: start, for: bar * 1.05 + ring(isLast), pad.level * mix.pad * share, place: place)
      }
      guard let comp = scene.band.comp else { continue }
      for stroke in isLast ? Pattern.whole.strokes : patterns.comp {
        let strum = 0.011 * Double(voice) * (stroke.step % 8 == 0 ? 1 : 0.6)
        let strength = comp.level * mix.comp * share * (stroke.mark == "o" ? 0.6 : 1)
        let length = Double(stroke.length) * beat / 4 + ring(isLast)
        play(.comp, tone, at: human(time(number, stroke.step) + strum), for: length, strength, place: place * 0.7)
      }
    }
  }

  mutating func writeFigure(
    _ chord: Int, _ number: Int, _ isLast: Bool, _ mix: Section.Mix, _ patterns: Patterns
  ) {
    guard let figure = scene.band.figure, !isLast else { return }
    for stroke in patterns.figure {
      guard let step = stroke.mark.wholeNumberValue else { continue }
      let accent = stroke.step % 4 == 0 ? 1 : 0.78
      let drawn = 0.88 + 0.12 * Double.random(in: 0...1, using: &chance)
      let length = max(Double(stroke.length) * beat / 4, min(figure.timbre.decay * 1.6, beat))
      let start = human(time(number, stroke.step))
      let strength = figure.level * mix.figure * accent * drawn
      let place = stroke.step % 8 < 4 ? -0.35 : 0.35
      play(.figure, semitone(chord + step) + 12, at: start, for: length, strength, place: place)
      let echoed = strength * scene.band.echo * 0.6
      play(.figure, semitone(chord + step) + 12, at: start + 0.75 * beat, for: length, echoed, place: -place * 2)
    }
  }

  mutating func writeBass(
    _ chord: Int, _ number: Int, _ isLast: Bool, _ mix: Section.Mix, _ patterns: Patterns
  ) {
    guard let bass = scene.band.bass else { return }
    let next = chords[(number + 1) % chords.count]
    let strokes = isLast ? Pattern.whole.strokes : patterns.bass
    for stroke in strokes {
      let step = stroke.mark == "<" ? next + 1 : chord + (stroke.mark.wholeNumberValue ?? 0)
      var tone = semitone(step) - 12
      // Small speakers are mute below 41 Hz, and a bass above 130 Hz is none.
      while pitch(tone) < 41 { tone += 12 }
      while pitch(tone) > 130 { tone -= 12 }
      let accent = stroke.step % 8 == 0 ? 1 : 0.86
      play(
        .bass, tone, at: human(time(number, stroke.step)), for: Double(stroke.length) * beat / 4 * 0.96 + ring(isLast),
        bass.level * mix.bass * accent, place: 0)
    }
  }
}
