import Foundation

/// A list of files and addresses in M3U, XSPF or JSPF.
enum Playlist {
  /// How it is written.
  enum Form {
    case m3u, xspf, jspf

    /// By the file's ending; nil for any other.
    init?(path: String) {
      switch (path as NSString).pathExtension.lowercased() {
      case "m3u", "m3u8": self = .m3u
      case "xspf": self = .xspf
      case "jspf": self = .jspf
      default: return nil
      }
    }
  }

  /// One line of it.
  struct Entry: Sendable, Hashable {
    /// An absolute path, or a web address.
    var address: String
    var artist: String?
    var title: String?
    var duration: Double?
  }

  /// Reads a list that lies at `path`; names are meant relative to it.
  static func read(_ data: Data, _ form: Form, at path: String) throws -> [Entry] {
    let folder = (path as NSString).deletingLastPathComponent
    switch form {
    case .m3u: return m3u(String(validating: data, as: UTF8.self) ?? latin1(data), folder)
    case .xspf: return try XSPFReader.read(data, folder)
    case .jspf: return try JSPFReader.read(data, folder)
    }
  }

  /// M3U tells no encoding: what is no UTF-8 is of older days.
  private static func latin1(_ data: Data) -> String {
    String(String.UnicodeScalarView(data.map { Unicode.Scalar($0) }))
  }

  private static func m3u(_ text: String, _ folder: String) -> [Entry] {
    var entries: [Entry] = []
    var words = Entry(address: "")
    for line in text.split(whereSeparator: \.isNewline).map({ $0.trimmingCharacters(in: .whitespaces) }) {
      if line.hasPrefix("#EXTINF:") {
        words = described(line.dropFirst(8))
      } else if !line.isEmpty, !line.hasPrefix("#"), !line.hasPrefix("\u{FEFF}#") {
        words.address = absolute(line, folder)
        entries.append(words)
        words = Entry(address: "")
      }
    }
    return entries
  }

  /// `seconds,artist - title`.
  private static func described(_ words: Substring) -> Entry {
    let parts = words.split(separator: ",", maxSplits: 1)
    let name = parts.count > 1 ? parts[1].components(separatedBy: " - ") : []
    let seconds = parts.first.flatMap { Double($0.prefix { $0.isNumber || $0 == "." }) }
    return Entry(
      address: "", artist: name.count > 1 ? name[0] : nil,
      title: name.count > 1 ? name.dropFirst().joined(separator: " - ") : name.first,
      duration: seconds.flatMap { $0 > 0 && $0 < 1e9 ? $0 : nil })
  }

  /// A path or address as meant in a list in `folder`; whether the player takes that kind is not asked here.
  static func absolute(_ text: String, _ folder: String) -> String {
    if text.hasPrefix("file://"), let path = URL(string: text)?.path { return path }
    if text.contains("://") { return text }
    return URL(fileURLWithPath: text.hasPrefix("/") ? text : folder + "/" + text).standardizedFileURL.path
  }
}
