import Foundation
import GRDB
import Listening

@testable import Storage

/// A folder that vanishes with the value.
final class Workbench: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("storage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String) -> URL { url.appendingPathComponent(name) }

  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  func write(_ name: String, _ data: Data) throws -> String {
    try data.write(to: file(name))
    return file(name).path
  }

  func profile() throws -> SQLiteProfile { try SQLiteProfile(at: file("profile.sqlite")) }
  func catalogue(_ name: String = "catalogue.sqlite") throws -> SQLiteCatalogue {
    try SQLiteCatalogue(at: file(name))
  }

  /// The file as SQLite sees it, past all of our code.
  func raw(_ name: String) throws -> DatabaseQueue { try DatabaseQueue(path: file(name).path) }
}

func track(_ key: String, title: String? = nil, artist: String = "maker", exposure: Exposure = Exposure()) -> Track {
  Track(
    id: TrackID(.audius, key), title: title ?? "Track \(key)",
    artist: Credit(id: ArtistID(.audius, artist), name: artist.capitalized), duration: 180, tags: ["ambient", "tape"],
    page: "https://audius.co/\(key)", exposure: exposure)
}

let noon = Date(timeIntervalSince1970: 1_764_072_000)

/// The sentence that some work ends with; an empty text where it does not complain.
func sentence(_ work: () throws -> Void) -> String {
  do {
    try work()
    return ""
  } catch let error as StorageError {
    return error.sentence
  } catch {
    return "not a StorageError: \(error)"
  }
}

extension Importer {
  /// Imports and hears nothing.
  func run(_ path: String) throws -> ImportProgress { try run(path: path) { _ in true } }
}

/// The shared data beside the package; nil where it is absent.
let sharedData: URL? = {
  let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let url = package.deletingLastPathComponent().appendingPathComponent("shared/data")
  return FileManager.default.fileExists(atPath: url.path) ? url : nil
}()
