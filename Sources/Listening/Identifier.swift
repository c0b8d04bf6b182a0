/// The id of one thing in one source, written `source:key`, such as `demo:42` or `soundcloud:308946187`.
///
/// The subject keeps a track's id from being given where an artist's is asked. Keys are text, never numbers:
/// real services already pass 2³¹.
public struct Identifier<Subject>: Hashable, Sendable {
  /// Where the thing comes from.
  public let source: SourceName
  /// The source's own name of it, not empty and free of control characters.
  public let key: String

  /// Names the thing called `key` in `source`.
  public init(_ source: SourceName, _ key: String) {
    self.source = source
    self.key = key
  }

  /// Reads `source:key`; a text without a source belongs to `fallback`. Nil for an empty part or a control character.
  public init?(parsing text: some StringProtocol, fallback: SourceName = .file) {
    // By bytes: a key that begins with a combining mark would hide the colon.
    let text = String(text)
    let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
    let key = colon.map { String(text[text.utf8.index(after: $0)...]) } ?? text
    guard !key.isEmpty, !key.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { return nil }
    guard let colon else {
      self.init(fallback, key)
      return
    }
    guard let source = SourceName(rawValue: String(text[..<colon])) else { return nil }
    self.init(source, key)
  }
}

extension Identifier {
  /// The id of what has none but its name: an artist of files, or of a table without ids. Control characters are left out, and
  /// whoever has no name is unknown.
  public init(_ source: SourceName, named name: String) {
    let key = String(name.unicodeScalars.filter { $0.properties.generalCategory != .control })
    self.init(source, key.isEmpty ? Artist.unknown : key)
  }
}

extension Identifier {
  /// By the key alone: keys of two sources are seldom the same, and an id is looked up for every favourite of a harvest.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// The id of a track.
public typealias TrackID = Identifier<Track>
/// The id of an artist.
public typealias ArtistID = Identifier<Artist>

extension Identifier: CustomStringConvertible {
  /// The written form, `source:key`.
  public var description: String { "\(source.rawValue):\(key)" }
}

extension Identifier: Comparable {
  /// Orders by source, then numbers before all other keys, numbers by their value, the rest as text: the order that settles ties.
  public static func < (left: Self, right: Self) -> Bool {
    if left.source != right.source { return left.source.rawValue < right.source.rawValue }
    return switch (UInt64(left.key), UInt64(right.key)) {
    case (let l?, let r?) where l != r: l < r
    case (_?, nil): true
    case (nil, _?): false
    default: left.key < right.key
    }
  }
}

extension Identifier: Codable {
  /// Reads the written form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let identifier = Self(parsing: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected source:key")
    }
    self = identifier
  }

  /// Writes the written form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
