/// What a listener looks for: words of a name in any order, or the address of a page.
public struct SearchWords: Hashable, Sendable {
  /// All of it, as typed; no more than 200 characters.
  public let phrase: String
  /// The words, of which each must be found: at most eight. Signs that stand alone, as in `Artist – Title`, are none.
  public let all: [String]

  /// Takes a text apart.
  public init(_ text: String) {
    phrase = String(text.prefix(200))
    let words = phrase.split(whereSeparator: \.isWhitespace).filter { $0.contains { $0.isLetter || $0.isNumber } }
    all = words.isEmpty ? [phrase] : words.prefix(8).map(String.init)
  }

  /// How well a name fits, the best 0: it begins with the phrase, holds it, holds all words, or does so with `more` behind it,
  /// as where the artist stands beside the title. Nil where it does not.
  public func rank(_ name: String, with more: String? = nil) -> Int? {
    let (name, phrase) = (name.lowercased(), phrase.lowercased())
    if name.hasPrefix(phrase) { return 0 }
    if name.contains(phrase) { return 1 }
    guard all.count > 1 else { return nil }
    func holdsAll(_ text: String) -> Bool { all.allSatisfy { text.contains($0.lowercased()) } }
    if holdsAll(name) { return 2 }
    return more.flatMap { holdsAll(name + " " + $0.lowercased()) ? 3 : nil }
  }
}
