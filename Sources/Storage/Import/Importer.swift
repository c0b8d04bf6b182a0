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

  let catalogue: SQLiteCatalogue
  let kind: Kind
  let form: ImportForm?
  let source: SourceName

  /// Imports `kind` of things, in `form` or in the one the file's first line shows; bare ids belong to `source`.
  public init(into catalogue: SQLiteCatalogue, _ kind: Kind, form: ImportForm? = nil, source: SourceName = .file) {
    self.catalogue = catalogue
    self.kind = kind
    self.form = form
    self.source = source
  }

  /// Imports the file at `path`; `-` is standard input. `report` hears of each batch; false breaks the import off.
  ///
  /// - Throws: `StorageError`; `CancellationError` where an import of standard input was broken off and taken back.
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
    } catch is CocoaError {
      // The database throws faults of its own kind: this one is of the file that was read.
      throw StorageError.unreadable(path: path, cause: "it cannot be read to its end; check the disk it lies on")
    } catch {
      throw StorageError.sorting(error, path: catalogue.path)
    }
  }

  private static func open(_ path: String) throws -> FileHandle {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if isThere, isFolder.boolValue {
      throw StorageError.unreadable(path: path, cause: "it is a folder; name a file in it")
    }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw StorageError.unreadable(path: path, cause: "there is no such file, or it may not be read")
    }
    return file
  }
}
