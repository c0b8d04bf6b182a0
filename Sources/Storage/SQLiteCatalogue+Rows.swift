import Foundation
import GRDB
import Listening

/// Rows of the catalogue as tracks, artists and addresses.
extension SQLiteCatalogue {
  static let trackSQL = """
    SELECT t.source, t.key, t.title, t.duration, t.tags, t.page, t.plays, t.favourites, a.source AS artistSource,
      a.key AS artistKey, a.name AS artistName, a.followers
    FROM track t JOIN artist a ON a.number = t.artist
    """

  static func track(_ row: Row) throws -> Track? {
    guard let source = try SourceName(rawValue: row.value("source")),
      let maker = try SourceName(rawValue: row.value("artistSource"))
    else { return nil }
    return try Track(
      id: TrackID(source, row.value("key")), title: row.value("title"),
      artist: Credit(id: ArtistID(maker, row.value("artistKey")), name: row.value("artistName")),
      duration: row.value("duration"),
      tags: Tags.split(row.value("tags")), page: row.value("page"),
      exposure: Exposure(
        plays: row.value("plays"), favourites: row.value("favourites"), followers: row.value("followers")))
  }

  static func artist(_ row: Row) throws -> Artist? {
    guard let source = try SourceName(rawValue: row.value("source")) else { return nil }
    return try Artist(
      id: ArtistID(source, row.value("key")), name: row.value("name"), page: row.value("page"),
      followers: row.value("followers"),
      tags: Tags.split(row.value("tags")))
  }

  /// What the player may be given. The folders and files that the path names are tried first: of a list of thousands each is
  /// open for itself, and following the links of all takes long.
  static func address(
    _ text: String, _ db: Database, _ open: () throws -> OpenFolders
  ) throws -> StreamAddress? {
    if let web = StreamAddress(web: text) { return web }
    guard let path = path(text) else { return nil }
    let near = try OpenFolders.above(path).filter { path in
      try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM folder WHERE path = ?)"), arguments: [path]) ?? false
    }
    return try StreamAddress(file: path, below: near) ?? open().address(of: path)
  }

  /// The path of a file that is named by its path or its `file` address; nil for any other text.
  static func path(_ text: String) -> String? {
    let path = text.hasPrefix("file://") ? URL(string: text)?.path : text
    return path.flatMap { $0.hasPrefix("/") ? $0 : nil }
  }
}
