import Foundation

/// Reads a file's tags with the listener's own ffprobe.
struct TagProbe: Sendable {
  /// What the tags say.
  struct Tags: Sendable, Hashable {
    var title: String?
    var artist: String?
    var genres: [String] = []
    var duration: Double?
  }

  private let program: String

  /// Nil where ffprobe is not on PATH.
  init?() {
    guard let location = PageHandOff(program: "ffprobe").location else { return nil }
    program = location
  }

  /// The tags of a file; nil where it cannot be read.
  func tags(of path: String) async -> Tags? {
    let arguments = [
      "-v", "quiet", "-print_format", "json", "-show_entries",
      "format=duration:format_tags=title,artist,genre:stream_tags=title,artist,genre", "-i", "file:" + path,
    ]
    let output = await ChildProcess(path: program, arguments: arguments).run(limit: .seconds(10))
    guard let output, output.status == 0 else { return nil }
    return try? JSONDecoder().decode(Answer.self, from: output.text).tags
  }

  /// Some containers keep tags with the stream (Ogg), the others with the whole. Their names are of any case.
  private struct Answer: Decodable {
    struct Part: Decodable {
      var duration: String?
      var tags: [String: String]?
    }
    var format: Part?
    var streams: [Part]?

    var tags: Tags {
      var words: [String: String] = [:]
      for part in (streams ?? []) + [format].compactMap({ $0 }) {
        for (name, value) in part.tags ?? [:] where !value.isEmpty { words[name.lowercased()] = value }
      }
      let genres = (words["genre"] ?? "").split(whereSeparator: { ";,/".contains($0) })
      return Tags(
        title: words["title"], artist: words["artist"],
        genres: genres.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty },
        duration: format?.duration.flatMap(Double.init).flatMap { $0 > 0 && $0 < 1e9 ? $0 : nil })
    }
  }
}
