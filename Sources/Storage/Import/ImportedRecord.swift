import Foundation
import Listening

/// One line of a table or one JSON object, as named values.
struct ImportedRecord {
  private let values: [String: String]

  private static let listenerNames = ["listener", "listenerid", "user", "userid", "username"]
  private static let itemNames = ["track", "trackid", "item", "itemid", "song", "songid", "artistid", "artist"]
  private static let idNames = ["id", "track", "trackid", "itemid", "songid"]
  private static let titleNames = ["title", "name"]
  private static let soundNames = ["address", "stream", "streamurl", "file", "path"]

  /// The columns without which a table of this kind cannot be read; one of each group.
  static func needs(_ kind: Importer.Kind) -> [[String]] {
    switch kind {
    case .favourites: [listenerNames, itemNames]
    case .tracks: [idNames, titleNames]
    }
  }

  /// The same in words.
  static func wanted(_ kind: Importer.Kind) -> String {
    switch kind {
    case .favourites: "a listener and a track"
    case .tracks: "an id and a title"
    }
  }

  init(_ values: [String: String]) { self.values = values }

  /// Reads a JSON object; nil where it is none.
  init?(json line: ArraySlice<UInt8>) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else { return nil }
    var values: [String: String] = [:]
    // Of names that read alike the first by the alphabet counts: objects have no order of their own.
    for (name, value) in object.sorted(by: { $0.key < $1.key }) where values[Columns.plain(name)] == nil {
      values[Columns.plain(name)] = Self.text(value)
    }
    self.values = values
  }

  /// The column, from 1, at which a text stops being one JSON object.
  static func fault(json line: ArraySlice<UInt8>) -> Int {
    do {
      _ = try JSONSerialization.jsonObject(with: Data(line))
      return 1
    } catch {
      // Foundation tells the place in words alone, counted from 0: `Invalid value around character 10.`
      let words = "\((error as NSError).userInfo)".components(separatedBy: "around character ")
      return words.dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }.map { $0 + 1 } ?? 1
    }
  }

  /// The columns of which one is needed for this kind and none is there; nothing where none is missing.
  func missing(_ kind: Importer.Kind) -> [String] { Self.needs(kind).first { value($0) == nil } ?? [] }

  /// The column that tells where the sound is.
  var sound: [String] { soundNames.filter { values[$0] != nil } }

  private var soundNames: [String] { Self.soundNames + (values["title"] == nil ? [] : ["url"]) }

  private static func text(_ value: Any) -> String? {
    switch value {
    case let text as String: text.isEmpty ? nil : text
    case let number as NSNumber: number.stringValue
    case let list as [Any]: list.compactMap { text($0) }.joined(separator: "|")
    default: nil
    }
  }

  /// The first of these that is there.
  private func value(_ names: [String]) -> String? { names.lazy.compactMap { values[$0] }.first }

  private func count(_ names: String...) -> Int? { value(names).flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }

  /// A favourite: who, and what.
  func favourite(source: SourceName) -> (listener: String, track: TrackID)? {
    guard let listener = value(Self.listenerNames), let item = value(Self.itemNames),
      let track = TrackID(parsing: item, fallback: source)
    else { return nil }
    return (listener, track)
  }

  /// A track and where its sound is; nil without an id or a name.
  ///
  /// A table with names and no titles lists artists, each standing for all they make; its addresses are pages, not sound.
  func track(source: SourceName) -> (track: Track, address: String?)? {
    guard let name = value(Self.idNames), let id = TrackID(parsing: name, fallback: source),
      let title = value(Self.titleNames)
    else { return nil }
    let isArtist = values["title"] == nil
    let told = value(["artistid"]).flatMap { ArtistID(parsing: $0, fallback: source) }
    let maker = value(["artist", "artistname", "creator"]) ?? (isArtist ? title : told?.key ?? Artist.unknown)
    let artist = told ?? ArtistID(id.source, named: maker)
    let track = Track(
      id: id, title: title, artist: Credit(id: artist, name: maker), duration: seconds, tags: tags,
      page: StreamAddress.page(value(["page", "pageurl", "permalinkurl"] + (isArtist ? ["url"] : []))),
      exposure: Exposure(
        plays: count("plays", "playcount", "playbackcount"), favourites: count("favourites", "favoritecount", "likes"),
        followers: count("followers", "followerscount", "followercount")))
    return (track, value(soundNames))
  }

  private var seconds: Double? {
    let milliseconds = value(["durationms", "milliseconds"]).flatMap(Double.init).map { $0 / 1000 }
    let seconds = value(["duration", "length", "seconds"]).flatMap(Self.seconds) ?? milliseconds
    return seconds.flatMap { $0 > 0 && $0 < 1e9 ? $0 : nil }
  }

  /// Seconds, or `M:SS`.
  private static func seconds(_ text: String) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count <= 3, !parts.contains(nil) else { return nil }
    return parts.reduce(0) { $0 * 60 + ($1 ?? 0) }
  }

  private var tags: [String] {
    (value(["tags", "genre"]) ?? "").split(whereSeparator: { "|;".contains($0) }).map {
      $0.trimmingCharacters(in: .whitespaces)
    }.filter { !$0.isEmpty }
  }
}
