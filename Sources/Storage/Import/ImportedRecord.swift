import Foundation
import Listening

/// One line of a table or one JSON object, as named values.
struct ImportedRecord {
  private let values: [String: String]

  init(_ values: [String: String]) { self.values = values }

  /// Reads a JSON object; nil where it is none.
  init?(json line: ArraySlice<UInt8>) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else { return nil }
    var values: [String: String] = [:]
    for (name, value) in object { values[Columns.plain(name)] = Self.text(value) }
    self.values = values
  }

  private static func text(_ value: Any) -> String? {
    switch value {
    case let text as String: text.isEmpty ? nil : text
    case let number as NSNumber: number.stringValue
    case let list as [Any]: list.compactMap { text($0) }.joined(separator: "|")
    default: nil
    }
  }

  /// The first of these that is there.
  private func value(_ names: String...) -> String? { names.lazy.compactMap { values[$0] }.first }

  private func count(_ name: String) -> Int? { values[name].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }

  /// A favourite: who, and what.
  func favourite(source: SourceName) -> (listener: String, track: TrackID)? {
    guard let listener = value("listener", "user", "userid"),
      let item = value("track", "item", "trackid", "itemid", "artistid"),
      let track = TrackID(parsing: item, fallback: source)
    else { return nil }
    return (listener, track)
  }

  /// A track and where its sound is; nil without an id or a name.
  func track(source: SourceName) -> (track: Track, address: String?)? {
    guard let name = value("id", "track", "trackid"), let id = TrackID(parsing: name, fallback: source) else {
      return nil
    }
    guard let title = value("title", "name") else { return nil }
    let maker = value("artist", "artistname", "creator") ?? value("name") ?? title
    let artist =
      value("artistid").flatMap { ArtistID(parsing: $0, fallback: source) } ?? ArtistID(id.source, Self.key(maker))
    let track = Track(
      id: id, title: title, artist: Credit(id: artist, name: maker), duration: seconds,
      tags: tags, page: value("page", "permalinkurl", "pageurl"),
      exposure: Exposure(plays: count("plays"), favourites: count("favourites"), followers: count("followers")))
    return (track, value("address", "url", "stream", "file"))
  }

  private var seconds: Double? {
    value("duration", "length").flatMap(Double.init).flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
  }

  private var tags: [String] {
    (value("tags", "genre") ?? "").split(whereSeparator: { "|;".contains($0) }).map {
      $0.trimmingCharacters(in: .whitespaces)
    }.filter { !$0.isEmpty }
  }

  /// An artist without an id is known by the name, control characters left out.
  private static func key(_ name: String) -> String {
    let key = String(name.unicodeScalars.filter { $0.properties.generalCategory != .control })
    return key.isEmpty ? "unknown" : key
  }
}
