import Foundation
import GRDB
import Listening

/// Folders, and files that stand for themselves, which are open to the player.
struct OpenFolders {
  private let roots: Set<String>

  /// All of a catalogue. Cost: follows the links of each.
  init(_ db: Database) throws {
    roots = Set(try String.fetchAll(db, sql: "SELECT path FROM folder").map(Self.resolved))
  }

  /// The file of this path, if it lies in one of them. Cost: a look for each folder above it.
  func address(of path: String) -> StreamAddress? {
    let root = Self.above(Self.resolved(path)).first(where: roots.contains)
    return root.flatMap { StreamAddress(file: path, below: [$0]) }
  }

  /// A path, and every folder above it.
  static func above(_ path: String) -> [String] {
    [path] + path.indices.filter { path[$0] == "/" }.map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }
}
