import Foundation
import Settings

/// A folder that vanishes with the value.
final class Workbench {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/settings-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and answers with its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }
}

/// The root of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The complaint that some work ends with; an empty text where it does not complain.
func complaint(_ work: () throws -> Void) -> String {
  do {
    try work()
    return ""
  } catch {
    return "\(error)"
  }
}
