import ArgumentParser
import Foundation
import Listening
import Settings
import Storage

/// `crescendo saved`: everything that was saved, for other programs.
struct Saved: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "saved", abstract: "Every track you saved, with artist, source and page.")

  @OptionGroup var place: HomeOptions

  @Option(help: "table, json, csv, m3u or jspf.")
  var format: SavedExport = .table

  @Flag(help: "The same as --format json.")
  var json = false

  func run() throws {
    let house = try place.house()
    let lines = try waiting { try await house.ledger() }
    let text = try (json ? .json : format).text(lines)
    if !text.isEmpty { Output.line(text) }
  }
}

extension SavedExport: ExpressibleByArgument {}

extension House {
  /// The saved tracks, with how well known they were then and are now.
  func ledger() async throws -> [LedgerLine] {
    let journal = try await journal()
    return try await LedgerLine.read(journal, catalogue: Everywhere(try openCatalogue()))
  }

  /// Writes them into a new file in the form that its ending names; answers with a sentence.
  func exportSaved(to path: String) async throws -> String {
    let url = URL(fileURLWithPath: Paths.expanded(path))
    guard let form = SavedExport(ending: url.pathExtension) else {
      throw Complaint("the name of the file ends in .m3u, .jspf, .csv, .json or .txt", .usage)
    }
    guard !FileManager.default.fileExists(atPath: url.path) else {
      throw Complaint("there is a file \(path) already: name another", .cannotCreate)
    }
    let lines = try await ledger()
    let text = try form.text(lines) + "\n"
    do {
      try Data(text.utf8).write(to: url, options: .withoutOverwriting)
    } catch {
      throw Complaint("cannot write \(path) (\(error.systemWords)): check its folder and the free space", .inputOutput)
    }
    return "\(Output.count(lines.count, "saved track")) written to \(path)"
  }
}

extension SavedExport {
  /// The form of a file by the ending of its name.
  fileprivate init?(ending: String) {
    switch ending.lowercased() {
    case "m3u", "m3u8": self = .m3u
    case "txt": self = .table
    case let other: self.init(rawValue: other)
    }
  }
}
