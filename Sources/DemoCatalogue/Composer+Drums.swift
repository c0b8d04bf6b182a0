import Foundation
import Listening

/// The drums, and what leads from one part into the next.
extension Composer {
  mutating func writeDrums(_ number: Int, _ section: Section, _ mix: Section.Mix, _ patterns: Patterns) {
    guard mix.drums > 0, let beat = section == .chorus ? patterns.loudBeat : patterns.beat else { return }
    let isTurn = number + 1 < sections.count && sections[number + 1] != section
    for (drum, level, pattern) in beat.lines {
      for stroke in pattern.strokes {
        // The bar before another part makes room for what comes.
        if isTurn, drum == .kick, stroke.step >= 12 { continue }
        strike(drum, number, stroke.step, level * mix.drums * (stroke.mark == "o" ? 0.5 : 1))
      }
    }
    if isTurn, let snare = beat.lines.first(where: { [.snare, .clap, .hand].contains($0.drum) }) {
      for step in [13, 14, 15] {
        strike(snare.drum, number, step, snare.level * mix.drums * (0.3 + 0.15 * Double(step - 12)))
      }
    }
  }

  mutating func strike(_ drum: Drum, _ number: Int, _ step: Int, _ strength: Double) {
    let place: Double =
      switch drum {
      case .kick, .snare, .clap: 0
      case .hat, .openHat: 0.3
      case .ride: -0.35
      case .shaker: -0.45
      case .hand: step % 4 < 2 ? 0.25 : -0.2
      }
    let drawn = strength * (0.9 + 0.1 * Double.random(in: 0...1, using: &chance))
    let start = drum == .kick ? time(number, step) : human(time(number, step))
    notes.append(Note(voice: .drum(drum), start: start, length: 1, strength: drawn, place: place))
  }
}
