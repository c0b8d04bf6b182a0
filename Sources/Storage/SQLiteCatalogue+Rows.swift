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

  static func track(_ row: Row) -> Track? {
    guard let source = SourceName(rawValue: row["source"]), let maker = SourceName(rawValue: row["artistSource"])
    else { return nil }
    return Track(
      id: TrackID(source, row["key"]), title: row["title"],
      artist: Credit(id: ArtistID(maker, row["artistKey"]), name: row["artistName"]), duration: row["duration"],
      tags: Tags.split(row["tags"]), page: row["page"],
      exposure: Exposure(plays: row["plays"], favourites: row["favourites"], followers: row["followers"]))
  }

  static func artist(_ row: Row) -> Artist? {
    guard let source = SourceName(rawValue: row["source"]) else { return nil }
    return Artist(
      id: ArtistID(source, row["key"]), name: row["name"], page: row["page"], followers: row["followers"],
      tags: Tags.split(row["tags"]))
  }

  /// What the player may be given. The folders and files that the path names are tried first: of a list of thousands each is
  /// open for itself, and following the links of all takes long.
  static func address(
    _ text: String, _ db: GRDB.Database, _ open: () throws -> OpenFolders
  ) throws -> StreamAddress? {
    if let web = StreamAddress(web: text) { return web }
    guard let path = text.hasPrefix("file://") ? URL(string: text)?.path : text, path.hasPrefix("/") else { return nil }
    let near = try OpenFolders.above(path).filter { path in
      try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM folder WHERE path = ?)"), arguments: [path]) ?? false
    }
    return try StreamAddress(file: path, below: near) ?? open().address(of: path)
  }
}
