import Foundation

/// Reads XSPF (xspf.org, version 1): the few elements that matter, anywhere below `track`.
///
/// A scan for tags and not an XML library: Foundation's lives in a module of its own that brings libxml2 to every start.
enum XSPFReader {
  /// The tracks that have a location.
  static func read(_ data: Data, _ folder: String) throws -> [Playlist.Entry] {
    let text = String(decoding: data, as: UTF8.self)
    guard text.contains("<playlist") else { throw CocoaError(.fileReadCorruptFile) }
    return text.components(separatedBy: "<track>").dropFirst().compactMap { piece in
      let track = piece.components(separatedBy: "</track>")[0]
      guard let location = element("location", track) else { return nil }
      let isPath = !location.contains("://")
      let path = isPath ? location.removingPercentEncoding ?? location : location
      let milliseconds = element("duration", track).flatMap(Double.init)
      return Playlist.Entry(
        address: Playlist.absolute(path, folder), artist: element("creator", track), title: element("title", track),
        duration: milliseconds.flatMap { $0 > 0 && $0 < 1e12 ? $0 / 1000 : nil })
    }
  }

  private static func element(_ name: String, _ text: String) -> String? {
    guard let start = text.range(of: "<\(name)>"),
      let end = text.range(of: "</\(name)>", range: start.upperBound..<text.endIndex)
    else { return nil }
    let words = text[start.upperBound..<end.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)
    return words.isEmpty ? nil : plain(words)
  }

  private static func plain(_ text: String) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")]
    return signs.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }
}
