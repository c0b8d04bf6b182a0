import Foundation

/// The file of ranked lists that an outside check can read: a line a listener, `listener item item …`, best first.
enum Lists {
  /// Whether lists may be written there, as far as can be seen before they are.
  static func canWrite(to path: String) -> Bool {
    var isFolder: ObjCBool = false
    let files = FileManager.default
    guard files.fileExists(atPath: path, isDirectory: &isFolder) else {
      return files.isWritableFile(atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }
    return !isFolder.boolValue && files.isWritableFile(atPath: path)
  }

  /// Writes the lists, by the listeners' and the items' own numbers. Not by way of a file beside it: `path` may be a link or a
  /// device.
  static func write(_ lists: [[Int32]], listeners: [Int], items: [Int], to path: String) throws {
    let lines = zip(listeners, lists).map { listener, list in
      ([String(listener)] + list.map { String(items[Int($0)]) }).joined(separator: " ")
    }
    do {
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw EvaluationError.unwritable(path: path)
    }
  }
}
