/// How something is worded: text with names in braces, as in `{artist} – {title}[ ({length})]`.
///
/// A part in brackets goes when a name in it has nothing to say. A backslash takes the meaning off the sign behind it.
public struct Format: Hashable, Sendable {
  private var parts: [Part] = []

  /// Something a format may speak of.
  public enum Name: String, CaseIterable, Hashable, Sendable {
    case title, artist, length, heard, kept, why, state, verdict, position, tags, radar, page
  }

  /// What is wrong with a format.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such name.
    case unknownName(String)
    /// A brace or bracket is left open, or closed unopened.
    case unbalanced(Character)
    /// A part in brackets stands inside another.
    case nested

    /// One sentence that says what to do.
    public var description: String {
      switch self {
      case .unknownName(let name):
        "there is no {\(name)}: the names are \(Name.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", "))"
      case .unbalanced(let sign): "“\(sign)” stands alone: write \\\(sign) for the sign itself"
      case .nested: "a part in [ ] cannot stand inside another"
      }
    }
  }

  private enum Part: Hashable {
    case text(String)
    case name(Name)
    /// A part of its own, left out when a name in it is empty.
    case optional([Part])
  }

  /// Reads a format.
  public init(_ text: String) throws(Problem) {
    var group: [Part]?
    var rest = Substring(text)
    func add(_ part: Part) { if group == nil { parts.append(part) } else { group?.append(part) } }
    while let sign = rest.popFirst() {
      switch sign {
      case "\\": if let next = rest.popFirst() { add(.text(String(next))) }
      case "{": add(.name(try Self.name(&rest)))
      case "[":
        guard group == nil else { throw .nested }
        group = []
      case "]":
        guard let closed = group else { throw .unbalanced("]") }
        parts.append(.optional(closed))
        group = nil
      case "}": throw .unbalanced("}")
      default: add(.text(String(sign)))
      }
    }
    if group != nil { throw .unbalanced("[") }
  }

  private static func name(_ rest: inout Substring) throws(Problem) -> Name {
    guard let end = rest.firstIndex(of: "}") else { throw .unbalanced("{") }
    let word = String(rest[..<end])
    rest = rest[rest.index(after: end)...]
    guard let name = Name(rawValue: word) else { throw .unknownName(word) }
    return name
  }

  /// The wording, with what each name says; nil says nothing.
  func text(_ value: (Name) -> String?) -> String { Self.text(parts, value).text }

  private static func text(_ parts: [Part], _ value: (Name) -> String?) -> (text: String, isWhole: Bool) {
    var text = ""
    var isWhole = true
    for part in parts {
      switch part {
      case .text(let words): text += words
      case .name(let name):
        let words = value(name) ?? ""
        isWhole = isWhole && !words.isEmpty
        text += words
      case .optional(let parts):
        let inner = Self.text(parts, value)
        if inner.isWhole { text += inner.text }
      }
    }
    return (text, isWhole)
  }
}

/// The wordings that a listener may change; those that are nil are the program's own.
public struct Formats: Hashable, Sendable {
  /// A row of the queue and of the saved tracks, in place of its columns for artist, title, length and figures.
  public var row: Format?
  /// The line of the playing track in bold type.
  public var playing: Format?
  /// The window's title.
  public var title: Format?
  /// A notification of the track that begins: the first line is its heading.
  public var notification: Format?

  /// States the wordings.
  public init(row: Format? = nil, playing: Format? = nil, title: Format? = nil, notification: Format? = nil) {
    self.row = row
    self.playing = playing
    self.title = title
    self.notification = notification
  }

  /// Reads them by their names in the configuration, `row`, `playing`, `title` and `notification`; what cannot be read stays the
  /// program's own and is said, by its name.
  public init(_ texts: [String: String], problems: inout [(name: String, problem: Format.Problem)]) {
    func read(_ name: String) -> Format? {
      guard let text = texts[name] else { return nil }
      do {
        return try Format(text)
      } catch {
        problems.append((name, error))
        return nil
      }
    }
    self.init(row: read("row"), playing: read("playing"), title: read("title"), notification: read("notification"))
  }
}
