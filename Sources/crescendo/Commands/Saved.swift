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
    let house = try place.folders()
    let lines = try waiting { try await house.ledger() }
    let form = json ? .json : format
    let text = try form.text(lines)
    if !text.isEmpty { Output.line(text) }
    if lines.isEmpty { Output.note("nothing is saved yet: `s` saves what plays") }
    if let missing = form.missing(lines) { Output.note(missing) }
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
    let missing = form.missing(lines).map { "; \($0)" } ?? ""
    return "\(Output.count(form.holds(lines), "saved track")) written to \(path)\(missing)"
  }
}

extension SavedExport {
  /// What a file of this form leaves out, in words; nil where that is nothing.
  fileprivate func missing(_ lines: [LedgerLine]) -> String? {
    let count = lines.count - holds(lines)
    return count > 0 ? "\(Output.count(count, "track")) left out that has no address" : nil
  }

  /// The form of a file by the ending of its name.
  fileprivate init?(ending: String) {
    switch ending.lowercased() {
    case "m3u", "m3u8": self = .m3u
    case "txt": self = .table
    case let other: self.init(rawValue: other)
    }
  }
}
