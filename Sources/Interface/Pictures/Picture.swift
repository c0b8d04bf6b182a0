import TextUI

/// A line of a picture: pieces in different roles, drawn across all columns of a list.
struct Picture: Hashable, Sendable {
  private(set) var pieces: [Piece] = []

  struct Piece: Hashable, Sendable {
    var text: String
    var role: Role
    /// Whether it only shows what words beside it say as well.
    var isDrawing: Bool
  }

  init() {}

  init(_ text: String, _ role: Role) { add(text, role) }

  mutating func add(_ text: String, _ role: Role, isDrawing: Bool = false) {
    guard !text.isEmpty else { return }
    if let last = pieces.last, last.role == role, last.isDrawing == isDrawing {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append(Piece(text: text, role: role, isDrawing: isDrawing))
    }
  }

  /// What it says without drawing, single blanks between words.
  var words: String {
    pieces.filter { !$0.isDrawing }.map(\.text).joined().split(separator: " ").joined(separator: " ")
  }
}
