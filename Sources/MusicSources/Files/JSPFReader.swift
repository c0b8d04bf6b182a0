import Foundation

/// Reads JSPF (xspf.org/jspf): XSPF's fields in JSON, which `crescendo saved --format jspf` writes.
enum JSPFReader {
  /// The tracks that have a location; of several the first.
  static func read(_ data: Data, _ folder: String) throws -> [Playlist.Entry] {
    guard let tracks = JSON(data)?["playlist"]?["track"]?.elements else { throw CocoaError(.fileReadCorruptFile) }
    return tracks.compactMap { track in
      let places = track["location"].map { $0.elements ?? [$0] } ?? []
      guard let location = places.first?.string, !location.isEmpty else { return nil }
      let milliseconds = track["duration"]?.double
      return Playlist.Entry(
        address: Playlist.absolute(location, folder), artist: track["creator"]?.words, title: track["title"]?.words,
        duration: milliseconds.flatMap { $0 > 0 && $0 < 1e12 ? $0 / 1000 : nil })
    }
  }
}
