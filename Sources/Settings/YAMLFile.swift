import Foundation
import Listening
import Yams

/// Reads a YAML file into nodes that know their places.
enum YAMLFile {
  /// The longest file read; a longer one is a mistake.
  static let sizeLimit = 256 * 1024

  /// The text of a file.
  static func text(at path: String) throws(SettingsError) -> String {
    try text(bytes(at: path), file: path)
  }

  /// Bytes as text.
  static func text(_ bytes: some Collection<UInt8>, file: String) throws(SettingsError) -> String {
    guard bytes.count <= sizeLimit else {
      throw .malformed(Place(file: file), expected: "at most \(sizeLimit / 1024) KiB", found: "more")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .malformed(Place(file: file), expected: "text in UTF-8", found: "other bytes")
    }
    return text
  }

  /// The fields at the top of a file; none for an empty one. What stands at `passedOver` is taken as if it were not written.
  static func fields(_ text: String, file: String, without passedOver: Set<Place> = []) throws(SettingsError) -> Fields
  {
    do {
      try refuseAliases(text, file: file)
      // Without rules that guess what a word may be: each of them compiles a regular expression, and every word is taken as written.
      guard let node = try Yams.compose(yaml: text, .basic) else { return Fields(file: file) }
      return try Fields(node, file: file, without: passedOver)
    } catch let error as SettingsError {
      throw error
    } catch {
      throw problem(error, file: file)
    }
  }

  private static func bytes(at path: String) throws(SettingsError) -> Data {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      return try handle.read(upToCount: sizeLimit + 1) ?? Data()
    } catch {
      throw .unreadable(file: path, cause: error.systemWords)
    }
  }

  /// Aliases may multiply without end, and comparing such keys would never finish, so none is read.
  private static func refuseAliases(_ text: String, file: String) throws(SettingsError) {
    let anchors = Set(marked("&", in: text).map { $0.name })
    guard let alias = marked("*", in: text).first(where: { anchors.contains($0.name) }) else { return }
    let place = Place(file: file, line: alias.line, column: alias.column)
    throw .malformed(place, expected: "the value itself (aliases are not read)", found: "“*\(alias.name)”")
  }

  private static func marked(_ mark: Character, in text: String) -> [(name: Substring, line: Int, column: Int)] {
    guard text.contains(mark) else { return [] }
    var found: [(name: Substring, line: Int, column: Int)] = []
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      for word in line.split(whereSeparator: { " \t,[]{}:?-\"'".contains($0) }) where word.first == mark {
        let column = line.distance(from: line.startIndex, to: word.startIndex) + 1
        found.append((word.dropFirst(), index + 1, column))
      }
    }
    return found
  }

  private static func problem(_ error: any Error, file: String) -> SettingsError {
    guard let error = error as? YamlError else {
      return .unreadable(file: file, cause: error.systemWords)
    }
    switch error {
    case .scanner(_, let words, let mark, _), .parser(_, let words, let mark, _), .composer(_, let words, let mark, _):
      let place = Place(file: file, line: mark.line, column: mark.column)
      return .malformed(place, expected: "YAML", found: "a mistake (\(words))")
    case .duplicatedKeysInMapping(let keys, let context):
      let place = Place(file: file, line: context.mark.line, column: context.mark.column)
      return .malformed(place, expected: "each key once", found: "more than one of \(keys.joined(separator: ", "))")
    case .reader(let words, _, _, _): return .malformed(Place(file: file), expected: "printable text", found: words)
    default: return .malformed(Place(file: file), expected: "YAML", found: "a mistake (\(error))")
    }
  }
}
