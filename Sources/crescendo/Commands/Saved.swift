import ArgumentParser
import Listening
import Storage

/// `crescendo saved`: everything that was saved, for other programs.
struct Saved: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "saved", abstract: "Every track you saved, with artist, source and page.")

  @OptionGroup var place: Place

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
    let journal = try await openProfile().journal()
    return try await LedgerLine.read(journal, catalogue: Everywhere(try openCatalogue()))
  }
}
