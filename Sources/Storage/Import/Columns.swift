import Foundation

/// The fields of a line by the names of a header (RFC 4180; comma, semicolon or tab between).
struct Columns {
  private let separator: UInt8
  private let places: [String: Int]

  /// Reads a header. Names are matched without case, blanks, underscores and leading slashes.
  init(header: ArraySlice<UInt8>) {
    let line = header.starts(with: [0xEF, 0xBB, 0xBF]) ? header.dropFirst(3) : header
    let separators: [UInt8] = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
    separator = separators.max { a, b in line.count { $0 == a } < line.count { $0 == b } } ?? UInt8(ascii: ",")
    let names = Self.fields(line, separator: separator) ?? []
    places = Dictionary(names.enumerated().map { (Self.plain($1), $0) }) { first, _ in first }
  }

  /// Whether any of these columns is there.
  func has(_ names: [String]) -> Bool { names.contains { places[$0] != nil } }

  /// The values of a line by name; nil for a quote that does not close.
  func values(_ line: ArraySlice<UInt8>) -> [String: String]? {
    guard let fields = Self.fields(line, separator: separator) else { return nil }
    return places.compactMapValues { $0 < fields.count && !fields[$0].isEmpty ? fields[$0] : nil }
  }

  static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter } }

  private static func fields(_ line: ArraySlice<UInt8>, separator: UInt8) -> [String]? {
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      index += 1
      if byte == UInt8(ascii: "\""), isQuoted, index < line.endIndex, line[index] == byte {
        fields[fields.count - 1].append(byte)
        index += 1
      } else if byte == UInt8(ascii: "\""), isQuoted || fields[fields.count - 1].isEmpty {
        isQuoted.toggle()
      } else if byte == separator, !isQuoted {
        fields.append([])
      } else {
        fields[fields.count - 1].append(byte)
      }
    }
    return isQuoted ? nil : fields.map { String(decoding: $0, as: UTF8.self) }
  }
}
