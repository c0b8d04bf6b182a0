import Foundation
import GRDB
import Listening

/// An import under way.
struct ImportWork {
  private let kind: Importer.Kind
  private let source: SourceName
  private let path: String
  private let size: Int?
  private let fingerprint: String
  private let folder: String?
  private let start = ContinuousClock().now
  private var form: ImportForm?
  private var columns: Columns?
  private var reader: LineReader
  // A batch that fails ends the import, so these numbers are always those of rows that last.
  private let numbers = TrackNumbers()
  private(set) var progress = ImportProgress()
  static let itemsPerBatch = 50_000
  static let linesPerBatch = 5_000

  init(importer: Importer, path: String, file: FileHandle) throws {
    (kind, form, source) = (importer.kind, importer.form, importer.source)
    self.path = path == "-" ? path : URL(fileURLWithPath: path).standardizedFileURL.path
    folder = path == "-" ? nil : URL(fileURLWithPath: path).deletingLastPathComponent().standardizedFileURL.path
    let facts = path == "-" ? nil : try FileManager.default.attributesOfItem(atPath: path)
    size = (facts?[.size] as? NSNumber)?.intValue
    let changed = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    fingerprint = "\(kind.rawValue) \(form?.rawValue ?? "-") \(source.rawValue) \(size ?? -1) \(changed)"
    reader = try LineReader(file)
    let begun = try importer.catalogue.database.read { [path = self.path, fingerprint] db in
      try Row.fetchOne(
        db, sql: "SELECT * FROM unfinishedImport WHERE path = ? AND fingerprint = ?", arguments: [path, fingerprint])
    }
    if let begun { try resume(begun, file) }
  }

  /// Reads the first line again for the form and the columns, then goes on where the last batch ended.
  private mutating func resume(_ row: Row, _ file: FileHandle) throws {
    while case .bytes(let line)? = try reader.next() {
      guard !line.isEmpty else { continue }
      try begin(line)
      break
    }
    reader = try LineReader(file, from: row.value("place"))
    (progress.lines, progress.items, progress.malformed) = try (
      row.value("lines"), row.value("items"), row.value("malformed")
    )
    progress.resumed = true
    progress.itemsBefore = progress.items
    progress.shareBefore = share ?? 0
  }

  private var share: Double? { size.map { $0 > 0 ? min(1, Double(reader.place) / Double($0)) : 1 } }

  /// One batch; answers whether more is left.
  mutating func batch(_ db: Database, keeping keepsPlace: Bool) throws -> Bool {
    let writer = CatalogueWriter(db, numbers: numbers)
    if progress.lines == 0, let folder, kind == .tracks {
      try db.execute(sql: "INSERT OR IGNORE INTO folder (path) VALUES (?)", arguments: [folder])
    }
    let (lines, items) = (progress.lines + Self.linesPerBatch, progress.items + Self.itemsPerBatch)
    while progress.lines < lines, progress.items < items {
      guard let line = try reader.next() else {
        try finish(db)
        return false
      }
      progress.lines += 1
      try take(line, writer)
    }
    note(share)
    if keepsPlace { try keepPlace(db) }
    return true
  }

  /// Everything in the one transaction given.
  mutating func all(_ db: Database, report: (ImportProgress) -> Bool) throws {
    while try batch(db, keeping: false) {
      guard report(progress) else { throw CancellationError() }
    }
  }

  private mutating func finish(_ db: Database) throws {
    note(1)
    try db.execute(sql: "DELETE FROM unfinishedImport WHERE path = ?", arguments: [path])
    if kind == .tracks { try CatalogueWriter.dropPlaceholders(db, source: source) }
  }

  private mutating func note(_ share: Double?) {
    progress.share = share
    progress.seconds = (ContinuousClock().now - start) / .seconds(1)
  }

  private func keepPlace(_ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO unfinishedImport VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [path, fingerprint, reader.place, progress.lines, progress.items, progress.malformed])
  }

  private mutating func take(_ line: LineReader.Line, _ writer: CatalogueWriter) throws {
    guard case .bytes(let bytes) = line else { return progress.complain("longer than a megabyte") }
    if bytes.isEmpty { return }
    if form == nil || (form == .csv && columns == nil) {
      try begin(bytes)
      if form == .csv { return }
    }
    let text = progress.lines == 1 ? Self.withoutMark(bytes) : bytes
    switch form {
    case .adjacency: try adjacency(text, writer)
    case .jsonl:
      guard let record = ImportedRecord(json: text) else {
        return progress.complain("expected one JSON object", column: ImportedRecord.fault(json: text))
      }
      try keep(record, writer) { _ in 1 }
    case .csv, nil: try row(text, writer)
    }
  }

  /// A row of a table; a quoted field may run over several lines.
  private mutating func row(_ line: ArraySlice<UInt8>, _ writer: CatalogueWriter) throws {
    guard let columns else { return }
    var values = columns.values(line)
    var added = 0
    if values == nil, let longer = try reader.extend(line, isWhole: columns.closes) {
      (values, added) = (columns.values(longer.bytes), longer.added)
    }
    if let values {
      try keep(ImportedRecord(values), writer) { columns.column(of: $0, in: line) }
    } else {
      progress.complain("expected the quote to close", column: columns.fault(in: line))
    }
    progress.lines += added
  }

  /// Learns the form, and for a table its columns, from the first line that holds something.
  private mutating func begin(_ first: ArraySlice<UInt8>) throws {
    guard !first.contains(0), !first.starts(with: [0xFF, 0xFE]), !first.starts(with: [0xFE, 0xFF]) else {
      throw StorageError.malformed(path: path, cause: "it is not text in UTF-8")
    }
    let line = Self.withoutMark(first)
    guard !ImportForm.isWholeDocument(line) else {
      throw StorageError.malformed(
        path: path, cause: "it is one JSON document: give JSON Lines (one object a line), CSV or a playlist")
    }
    let form = form ?? ImportForm.guess(line)
    self.form = form
    guard form == .csv else { return }
    let columns = Columns(header: line)
    guard ImportedRecord.needs(kind).allSatisfy(columns.has) else {
      throw StorageError.malformed(
        path: path,
        cause: "line 1, column 1: expected a header with \(ImportedRecord.wanted(kind)), found \(Self.quoted(columns))")
    }
    self.columns = columns
  }

  private static func quoted(_ columns: Columns) -> String {
    let names = columns.names.prefix(8).map { $0.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F } }
    return "“" + names.map { String(String.UnicodeScalarView($0.prefix(40))) }.joined(separator: ", ") + "”"
  }

  /// Without the mark that some programs write before UTF-8.
  private static func withoutMark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
  }

  /// `column` tells where the first of these columns is that are there.
  private mutating func keep(
    _ record: ImportedRecord, _ writer: CatalogueWriter, column: ([String]) -> Int
  ) throws {
    let kind = kind
    switch kind {
    case .favourites:
      guard let (listener, track) = record.favourite(source: source) else {
        return progress.complain("expected \(ImportedRecord.wanted(kind))", column: column(record.missing(kind)))
      }
      try writer.favourite(writer.listener(source, listener), writer.track(track))
    case .tracks:
      guard let (track, address) = record.track(source: source) else {
        return progress.complain("expected \(ImportedRecord.wanted(kind))", column: column(record.missing(kind)))
      }
      let sound = try address.flatMap { try writer.sound(at: absolute($0)) }
      if address != nil, sound == nil { progress.complain(Self.unsound, column: column(record.sound)) }
      if sound != nil { progress.sounding += 1 }
      _ = try writer.track(track, address: sound)
    }
    progress.items += 1
  }

  private static let unsound =
    "expected an address of the web, or of a file below an imported folder or the list's; the track is kept without sound"

  /// A file named beside the list is meant relative to the list.
  private func absolute(_ address: String) -> String {
    guard let folder, !address.contains("://"), !address.hasPrefix("/") else { return address }
    return folder + "/" + address
  }

  private mutating func adjacency(_ line: ArraySlice<UInt8>, _ writer: CatalogueWriter) throws {
    guard kind == .favourites else { return progress.complain("adjacency lists hold favourites, not tracks") }
    guard let numbers = WholeNumbers.parse(line), let first = numbers.first else {
      return progress.complain("expected whole numbers, `listener item item …`", column: WholeNumbers.fault(in: line))
    }
    let listener = try writer.listener(source, String(first))
    let tracks = try numbers.dropFirst().map { try writer.track(source, number: $0) }
    try writer.favourites(listener, tracks)
    progress.items += tracks.count
  }
}

/// Whole numbers from 0, blanks between.
enum WholeNumbers {
  /// The numbers of a line; nil where something else stands in it, or a number does not fit.
  static func parse(_ line: ArraySlice<UInt8>) -> [Int]? {
    var numbers: [Int] = []
    var current: Int?
    for byte in line {
      switch byte {
      case 48...57:
        let (tens, over) = (current ?? 0).multipliedReportingOverflow(by: 10)
        guard !over, tens < Int.max - 9 else { return nil }
        current = tens + Int(byte - 48)
      case 0x20, 0x09:
        if let number = current { numbers.append(number) }
        current = nil
      default: return nil
      }
    }
    if let number = current { numbers.append(number) }
    return numbers
  }

  /// The column, from 1, of what is no whole number that fits.
  static func fault(in line: ArraySlice<UInt8>) -> Int {
    var start = line.startIndex
    while start < line.endIndex {
      let end = line[start...].firstIndex { $0 == 0x20 || $0 == 0x09 } ?? line.endIndex
      if parse(line[start..<end]) == nil { break }
      start = min(end + 1, line.endIndex)
    }
    return start - line.startIndex + 1
  }
}
