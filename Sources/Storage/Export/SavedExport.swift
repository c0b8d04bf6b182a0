import Foundation
import Listening

/// Saved tracks in the forms that other programs read, each with artist, source and page address.
///
/// Text from outside is made harmless for each form: no control characters, no cell that a spreadsheet would run, and no page that is
/// not an address of the web: a playlist's reader would open it, or obey it.
public enum SavedExport: String, Sendable, CaseIterable {
  case table, json, csv, m3u, jspf

  /// Writes the lines.
  public func text(_ lines: [LedgerLine]) throws -> String {
    let lines = lines.map(Self.checked)
    return switch self {
    case .table: lines.map(Self.row).joined(separator: "\n")
    case .json: try Self.encoded(lines)
    case .csv:
      ([Self.header] + lines.map(Self.cells)).map { $0.map(Self.cell).joined(separator: ",") }.joined(separator: "\r\n")
    case .m3u: (["#EXTM3U"] + lines.flatMap(Self.entries)).joined(separator: "\n")
    case .jspf: try Self.jspf(lines)
    }
  }

  /// How many of the lines it can hold: a playlist of addresses has no place for a track without one.
  public func holds(_ lines: [LedgerLine]) -> Int {
    self == .m3u ? lines.map(Self.checked).count { Self.place($0) != nil } : lines.count
  }

  private static func place(_ line: LedgerLine) -> String? { line.address ?? line.track.page }

  private static func checked(_ line: LedgerLine) -> LedgerLine {
    var line = line
    line.track.page = StreamAddress.page(line.track.page)
    return line
  }

  private static let header = ["saved", "artist", "title", "source", "page", "id", "heard_by_then", "heard_by_now"]

  private static func cells(_ line: LedgerLine) -> [String] {
    [
      line.saved.formatted(.iso8601), line.track.artist.name, line.track.title, line.track.id.source.rawValue,
      line.track.page ?? "", line.track.id.description, line.then.heardBy.map(String.init) ?? "",
      line.now?.heardBy.map(String.init) ?? "",
    ].map(HarmlessText.line)
  }

  private static func row(_ line: LedgerLine) -> String {
    let credit = "\(line.track.artist.name) — \(line.track.title)"
    return HarmlessText.line("\(credit)  (\(line.track.id.source.rawValue)\(line.track.page.map { ", " + $0 } ?? ""))")
  }

  private static func entries(_ line: LedgerLine) -> [String] {
    guard let place = place(line) else { return [] }
    let seconds = line.track.duration.map { Int($0) } ?? -1
    // A path that is no line as it stands is written as an address, which readers take, too.
    let isLine = HarmlessText.line(place) == place
    let written = place.hasPrefix("/") && !isLine ? URL(fileURLWithPath: place).absoluteString : place
    return [
      HarmlessText.line("#EXTINF:\(seconds),\(line.track.artist.name) - \(line.track.title)"),
      HarmlessText.line(written),
    ]
  }

  private static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return HarmlessText.json(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  private struct Playlist: Encodable {
    struct Body: Encodable {
      var title = "Saved in Crescendo"
      var track: [Entry]
    }
    struct Entry: Encodable {
      var title: String
      var creator: String
      var identifier: [String]
      var location: [String]?
      var info: String?
      var duration: Int?
    }
    var playlist: Body
  }

  private static func jspf(_ lines: [LedgerLine]) throws -> String {
    let entries = lines.map { line in
      Playlist.Entry(
        title: line.track.title, creator: line.track.artist.name, identifier: [line.track.id.description],
        location: line.address.map { [$0.hasPrefix("/") ? URL(fileURLWithPath: $0).absoluteString : $0] },
        info: line.track.page, duration: line.track.duration.map { Int($0 * 1000) })
    }
    return try encoded(Playlist(playlist: .init(track: entries)))
  }

  /// A cell that begins like a formula gets an apostrophe before it.
  private static func cell(_ text: String) -> String {
    let risky = text.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) } ?? false
    let safe = risky ? "'" + text : text
    // By scalars, as readers do: a comma with an accent is one Character, and no comma.
    guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
    return "\"" + safe.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
