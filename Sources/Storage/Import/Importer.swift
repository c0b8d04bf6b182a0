import Foundation
import GRDB
import Listening

/// Imports tracks or favourites into a catalogue: streamed, a transaction a batch.
///
/// Never half an import: with each batch the place in the file is kept in the same transaction, so that an import broken
/// off goes on there when the same file is given again. Standard input cannot be gone on with, so it is one transaction.
public struct Importer: Sendable {
  /// What a file holds.
  public enum Kind: String, Sendable {
    /// Who favours what.
    case favourites
    /// What is there to play.
    case tracks
  }

  private let catalogue: SQLiteCatalogue
  private let kind: Kind
  private let form: ImportForm?
  private let source: SourceName
  static let linesPerBatch = 5_000

  /// Imports `kind` of things, in `form` or in the one the file's first line shows; bare ids belong to `source`.
  public init(into catalogue: SQLiteCatalogue, _ kind: Kind, form: ImportForm? = nil, source: SourceName = .file) {
    self.catalogue = catalogue
    self.kind = kind
    self.form = form
    self.source = source
  }

  /// Imports the file at `path`; `-` is standard input. `report` hears of each batch; false breaks the import off.
  public func run(path: String, report: @Sendable (ImportProgress) -> Bool) throws -> ImportProgress {
    do {
      let isInput = path == "-"
      let file = isInput ? FileHandle.standardInput : try Self.open(path)
      defer { if !isInput { try? file.close() } }  // reading is over, nothing is lost
      var work = try ImportWork(importer: self, path: path, file: file)
      if isInput {
        try catalogue.database.write { try work.all($0, report: report) }
      } else {
        while try catalogue.database.write({ try work.batch($0, keeping: true) }), report(work.progress) {}
      }
      return work.progress
    } catch {
      throw StorageError.sorting(error, path: catalogue.path)
    }
  }

  private static func open(_ path: String) throws -> FileHandle {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let file = FileHandle(forReadingAtPath: path)
    else { throw StorageError.unreadable(path: path, cause: "there is no such file, or it may not be read") }
    return file
  }

  fileprivate var parts: (catalogue: SQLiteCatalogue, kind: Kind, form: ImportForm?, source: SourceName) {
    (catalogue, kind, form, source)
  }
}

/// An import under way.
struct ImportWork {
  private let kind: Importer.Kind
  private let source: SourceName
  private let path: String
  private let size: Int?
  private let fingerprint: String
  private let folder: String?
  private var form: ImportForm?
  private var columns: Columns?
  private var reader: LineReader
  private(set) var progress = ImportProgress()

  init(importer: Importer, path: String, file: FileHandle) throws {
    (kind, form, source) = (importer.parts.kind, importer.parts.form, importer.parts.source)
    self.path = path == "-" ? path : URL(fileURLWithPath: path).standardizedFileURL.path
    folder = path == "-" ? nil : URL(fileURLWithPath: path).deletingLastPathComponent().standardizedFileURL.path
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    size = path == "-" ? nil : (facts?[.size] as? NSNumber)?.intValue
    let changed = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    fingerprint = "\(kind.rawValue) \(size ?? -1) \(changed)"
    reader = try LineReader(file)
    let begun = try importer.parts.catalogue.database.read { [path = self.path, fingerprint] db in
      try Row.fetchOne(
        db, sql: "SELECT place, lines FROM unfinishedImport WHERE path = ? AND fingerprint = ?",
        arguments: [path, fingerprint])
    }
    if let begun { try resume(begun, file) }
  }

  /// Reads the first line again for the form and the columns, then goes on where the last batch ended.
  private mutating func resume(_ row: Row, _ file: FileHandle) throws {
    if case .bytes(let first)? = try reader.next() { begin(first) }
    reader = try LineReader(file, from: row["place"])
    progress.lines = row["lines"]
    progress.resumed = true
  }

  /// One batch; answers whether more is left.
  mutating func batch(_ db: GRDB.Database, keeping keepsPlace: Bool) throws -> Bool {
    let writer = CatalogueWriter(db)
    if progress.lines == 0, let folder, kind == .tracks {
      try db.execute(sql: "INSERT OR IGNORE INTO folder (path) VALUES (?)", arguments: [folder])
    }
    for _ in 0..<Importer.linesPerBatch {
      guard let line = try reader.next() else {
        progress.share = 1
        try db.execute(sql: "DELETE FROM unfinishedImport WHERE path = ?", arguments: [path])
        return false
      }
      progress.lines += 1
      try take(line, writer)
    }
    progress.share = size.map { $0 > 0 ? min(1, Double(reader.place) / Double($0)) : 1 }
    if keepsPlace { try keepPlace(db) }
    return true
  }

  /// Everything in the one transaction given.
  mutating func all(_ db: GRDB.Database, report: (ImportProgress) -> Bool) throws {
    while try batch(db, keeping: false) {
      guard report(progress) else { throw CancellationError() }
    }
  }

  private func keepPlace(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        INSERT INTO unfinishedImport (path, fingerprint, place, lines) VALUES (?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET fingerprint = excluded.fingerprint, place = excluded.place,
          lines = excluded.lines
        """, arguments: [path, fingerprint, reader.place, progress.lines])
  }

  private mutating func take(_ line: LineReader.Line, _ writer: CatalogueWriter) throws {
    guard case .bytes(let bytes) = line else {
      progress.complain("longer than a megabyte")
      return
    }
    if bytes.isEmpty { return }
    if form == nil || (form == .csv && columns == nil) {
      begin(bytes)
      if form == .csv { return }
    }
    switch form {
    case .adjacency: try adjacency(bytes, writer)
    case .jsonl: try keep(ImportedRecord(json: bytes), expected: "expected one JSON object", writer)
    case .csv, nil:
      try keep(columns?.values(bytes).map(ImportedRecord.init), expected: "a quote does not close", writer)
    }
  }

  private mutating func begin(_ first: ArraySlice<UInt8>) {
    let form = form ?? ImportForm.guess(first)
    self.form = form
    if form == .csv { columns = Columns(header: first) }
  }

  private mutating func keep(_ record: ImportedRecord?, expected: String, _ writer: CatalogueWriter) throws {
    guard let record else { return progress.complain(expected) }
    switch kind {
    case .favourites:
      guard let (listener, track) = record.favourite(source: source) else {
        return progress.complain("expected a listener and a track")
      }
      try writer.favourite(writer.listener(source, listener), writer.track(track))
    case .tracks:
      guard let (track, address) = record.track(source: source) else {
        return progress.complain("expected an id and a title")
      }
      _ = try writer.track(track, address: address.map(absolute))
    }
    progress.items += 1
  }

  /// A file named beside the list is meant relative to the list.
  private func absolute(_ address: String) -> String {
    guard let folder, !address.contains("://"), !address.hasPrefix("/") else { return address }
    return folder + "/" + address
  }

  private mutating func adjacency(_ line: ArraySlice<UInt8>, _ writer: CatalogueWriter) throws {
    guard kind == .favourites else { return progress.complain("adjacency lists hold favourites, not tracks") }
    guard let numbers = WholeNumbers.parse(line), let first = numbers.first else {
      return progress.complain("expected whole numbers, `listener item item …`")
    }
    let listener = try writer.listener(source, String(first))
    for item in numbers.dropFirst() { try writer.favourite(listener, writer.track(source, number: item)) }
    progress.items += numbers.count - 1
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
}
