/// One bar of sixteen steps, written as text: `.` is a rest, `-` holds the note before, `x` and `o` are strong and soft,
/// a digit is a step of the scale above the chord, `<` leads into the next chord.
struct Pattern: Sendable, ExpressibleByStringLiteral {
  /// What happens at a step.
  struct Stroke: Sendable {
    /// Which of the sixteen.
    let step: Int
    /// How many steps it lasts.
    let length: Int
    /// What is written there.
    let mark: Character
  }

  /// One note as long as the bar.
  static let whole: Pattern = "0---------------"

  let strokes: [Stroke]

  init(stringLiteral text: String) {
    let marks = Array(text)
    strokes = marks.indices.filter { !".-".contains(marks[$0]) }.map { step in
      Stroke(step: step, length: 1 + marks[(step + 1)...].prefix { $0 == "-" }.count, mark: marks[step])
    }
  }
}
