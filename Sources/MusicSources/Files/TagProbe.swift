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

  /// What came of reading a file.
  enum Reading: Sendable, Hashable {
    case tags(Tags)
    case noSound
    /// Nobody read it, or not to the end.
    case unread

    var tags: Tags? { if case .tags(let tags) = self { tags } else { nil } }
  }

  private let program: String
  /// No title needs more characters, and one of ten thousand hides all else.
  private static let longest = 500

  /// Nil where ffprobe is not on PATH.
  init?() {
    guard let location = ChildProcess.path(of: "ffprobe") else { return nil }
    program = location
  }

  /// Reads the tags of a file.
  func read(_ path: String) async -> Reading {
    let arguments = [
      "-v", "quiet", "-print_format", "json", "-show_entries",
      "format=duration:format_tags=title,artist,genre:stream=codec_type:stream_tags=title,artist,genre", "-i",
      "file:" + path,
    ]
    let output = await ChildProcess(path: program, arguments: arguments).run(limit: .seconds(10))
    guard let output else { return .unread }
    guard output.status == 0 else { return .noSound }
    guard let answer = try? JSONDecoder().decode(Answer.self, from: output.text) else { return .unread }
    return answer.hasSound ? .tags(answer.tags) : .noSound
  }

  /// Some containers keep tags with the stream (Ogg), the others with the whole. Their names are of any case.
  private struct Answer: Decodable {
    struct Part: Decodable {
      var codec_type: String?
      var duration: String?
      var tags: [String: String]?
    }
    var format: Part?
    var streams: [Part]?

    var hasSound: Bool { (streams ?? []).contains { $0.codec_type == "audio" } }

    var tags: Tags {
      var words: [String: String] = [:]
      for part in (streams ?? []) + [format].compactMap({ $0 }) {
        for (name, value) in part.tags ?? [:] {
          let value = value.trimmingCharacters(in: .whitespacesAndNewlines).prefix(TagProbe.longest)
          if !value.isEmpty { words[name.lowercased()] = String(value) }
        }
      }
      let genres = (words["genre"] ?? "").split(whereSeparator: { ";,/".contains($0) })
      return Tags(
        title: words["title"], artist: words["artist"],
        genres: genres.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty },
        duration: format?.duration.flatMap(Double.init).flatMap { $0 > 0 && $0 < 1e9 ? $0 : nil })
    }
  }
}
