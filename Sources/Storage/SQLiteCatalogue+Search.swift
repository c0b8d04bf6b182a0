import Foundation
import GRDB
import Listening

/// Search by words.
extension SQLiteCatalogue {
  /// Artists, then tracks, whose name or page the words are; those that begin with them first. Cost: reads all names.
  public func search(_ words: String, limit: Int) async throws -> [Favoured] {
    let sought = SearchWords(words)
    return try await read { db in
      let artists = try Row.fetchAll(
        db,
        sql: "SELECT * FROM artist" + Self.matching(sought, name: "name", within: "name", page: "page", then: "number"),
        arguments: Self.arguments(sought, limit))
      let tracks = try Row.fetchAll(
        db,
        sql: Self.trackSQL
          + Self.matching(
            sought, name: "t.title", within: sought.all.count > 1 ? "(t.title || ' ' || a.name)" : "t.title",
            page: "t.page", then: "t.number"), arguments: Self.arguments(sought, limit))
      let found = try artists.compactMap { try Self.artist($0).map(Favoured.artist) }
      return try (found + tracks.compactMap { try Self.track($0).map(Favoured.track) }).artistsFirst(limit: limit)
    }
  }

  /// The rows `within` whose text each word is found, or whose page the phrase is, as `SearchWords.rank` orders them.
  private static func matching(
    _ sought: SearchWords, name: String, within text: String, page: String, then number: String
  ) -> String {
    // SQLite itself takes a letter for its capital in ASCII alone; asking for each name costs, so only where it is needed.
    func lower(_ column: String) -> String {
      sought.phrase.utf8.allSatisfy { $0 < 0x80 } ? column : "\(DatabaseFunction.lowercase.name)(\(column))"
    }
    let (name, text) = (lower(name), lower(text))
    let words = sought.all.indices.map { "\(text) LIKE ?\($0 + 5) ESCAPE '\\'" }.joined(separator: " AND ")
    return """
       WHERE (\(words)) OR \(page) = ?1
      ORDER BY \(name) NOT LIKE ?2 ESCAPE '\\', \(name) NOT LIKE ?3 ESCAPE '\\', LENGTH(\(name)), \(number) LIMIT ?4
      """
  }

  private static func arguments(_ sought: SearchWords, _ limit: Int) -> StatementArguments {
    let phrase = escaped(sought.phrase.lowercased())
    return StatementArguments(
      [sought.phrase, phrase + "%", "%" + phrase + "%", limit] as [any DatabaseValueConvertible])
      + StatementArguments(sought.all.map { "%" + escaped($0.lowercased()) + "%" })
  }

  private static func escaped(_ words: String) -> String {
    var text = words
    for special in ["\\", "%", "_"] { text = text.replacingOccurrences(of: special, with: "\\" + special) }
    return text
  }
}
