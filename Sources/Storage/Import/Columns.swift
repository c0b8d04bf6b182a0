import Foundation

/// The fields of a line by the names of a header (RFC 4180; comma, semicolon or tab between).
struct Columns {
  private let separator: UInt8
  private let places: [String: Int]
  /// The names as the header writes them, for a complaint.
  let names: [String]

  /// Reads a header. Names are matched without case, blanks, underscores and leading slashes.
  init(header line: ArraySlice<UInt8>) {
    let separators: [UInt8] = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
    separator = separators.max { a, b in line.count { $0 == a } < line.count { $0 == b } } ?? UInt8(ascii: ",")
    names = FieldReader(separator).fields(line) ?? []
    places = Dictionary(names.enumerated().map { (Self.plain($1), $0) }) { first, _ in first }
  }

  /// Whether any of these columns is there.
  func has(_ names: [String]) -> Bool { names.contains { places[$0] != nil } }

  /// The values of a line by name; nil for a quote that does not close.
  func values(_ line: ArraySlice<UInt8>) -> [String: String]? {
    guard let fields = FieldReader(separator).fields(line) else { return nil }
    return places.compactMapValues { $0 < fields.count && !fields[$0].isEmpty ? fields[$0] : nil }
  }

  /// Whether a quote that opened in the line before closes here, cleanly: nothing but a separator after it.
  func closes(_ lines: ArraySlice<UInt8>) -> Bool { FieldReader(separator, isStrict: true).fields(lines) != nil }

  /// The column, from 1, of the field with one of these names, or of the line's end where it is too short for it.
  func column(of names: [String], in line: ArraySlice<UInt8>) -> Int {
    let place = names.compactMap { places[$0] }.first ?? 0
    let starts = FieldReader(separator).starts(line)
    return (place < starts.count ? starts[place] : line.endIndex) - line.startIndex + 1
  }

  /// The column, from 1, of the quote that does not close.
  func fault(in line: ArraySlice<UInt8>) -> Int {
    (FieldReader(separator).starts(line).last ?? line.startIndex) - line.startIndex + 1
  }

  static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter } }
}

/// Cuts a line into its fields.
private struct FieldReader {
  private let separator: UInt8
  private let isStrict: Bool
  private static let quote = UInt8(ascii: "\"")

  init(_ separator: UInt8, isStrict: Bool = false) {
    self.separator = separator
    self.isStrict = isStrict
  }

  /// The fields; nil for a quote that does not close, and when strict for one with text behind it.
  func fields(_ line: ArraySlice<UInt8>) -> [String]? {
    var fields: [String] = []
    var index = line.startIndex
    while true {
      guard let field = index < line.endIndex && line[index] == Self.quote ? quoted(line, &index) : plain(line, &index)
      else { return nil }
      fields.append(String(decoding: field, as: UTF8.self))
      guard index < line.endIndex else { return fields }
      index += 1
    }
  }

  /// Where each field begins, up to the first that cannot be read.
  func starts(_ line: ArraySlice<UInt8>) -> [Int] {
    var starts: [Int] = []
    var index = line.startIndex
    while index <= line.endIndex {
      starts.append(index)
      let field = index < line.endIndex && line[index] == Self.quote ? quoted(line, &index) : plain(line, &index)
      guard field != nil else { break }
      index += 1
    }
    return starts
  }

  /// A field up to the separator.
  private func plain(_ line: ArraySlice<UInt8>, _ index: inout Int) -> ArraySlice<UInt8>? {
    let end = line[index...].firstIndex(of: separator) ?? line.endIndex
    defer { index = end }
    return line[index..<end]
  }

  /// A field in quotes, a doubled quote standing for one. Quotes with text behind them, and in tables with tabs a quote
  /// that does not close, are part of the words: `"Weird Al" Yankovic`.
  private func quoted(_ line: ArraySlice<UInt8>, _ index: inout Int) -> ArraySlice<UInt8>? {
    let start = index
    var field: ArraySlice<UInt8> = []
    index += 1
    while let end = line[index...].firstIndex(of: Self.quote) {
      field += line[index..<end]
      index = end + 1
      if index == line.endIndex || line[index] == separator { return field }
      guard line[index] == Self.quote else { return isStrict ? nil : words(line, from: start, &index) }
      field.append(Self.quote)
      index += 1
    }
    return separator == UInt8(ascii: "\t") ? words(line, from: start, &index) : nil
  }

  private func words(_ line: ArraySlice<UInt8>, from start: Int, _ index: inout Int) -> ArraySlice<UInt8>? {
    index = start
    return plain(line, &index)
  }
}
