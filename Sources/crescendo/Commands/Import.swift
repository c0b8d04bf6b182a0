import ArgumentParser
import Foundation
import Listening
import MusicSources
import Storage

/// `crescendo import favourites FILE` and `crescendo import tracks FILE`.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring tracks or favourites into the catalogue.",
    subcommands: [Favourites.self, Tracks.self])

  /// What both share.
  struct Wishes: ParsableArguments {
    @OptionGroup var place: Place

    @Argument(
      help: "CSV with a header, JSON Lines, adjacency lists, a folder of music or a playlist; - is standard input.",
      completion: .file())
    var file: String

    @Option(help: "csv, jsonl or adjacency (a line a listener: listener item item …); guessed without it.")
    var format: ImportForm?

    @Option(help: "The source of ids that name none.")
    var source = SourceName.file

    func run(_ kind: Importer.Kind) throws {
      let house = try place.house()
      let lock = try house.lockCatalogue()
      defer { withExtendedLifetime(lock) {} }
      if kind == .tracks, LocalFiles.takes(file) { return try bring(try house.openCatalogue()) }
      let importer = Importer(into: try house.openCatalogue(), kind, form: format, source: source)
      let note = ProgressNote()
      let end = try importer.run(path: file) { progress in
        note.show(Self.words(progress, kind), secondsLeft: progress.secondsLeft)
        return true
      }
      note.end()
      let name = file == "-" ? "standard input" : file
      for complaint in end.complaints { Output.note("\(name): \(complaint)") }
      if end.malformed > end.complaints.count {
        Output.note("… \(end.malformed - end.complaints.count) more such lines")
      }
      Output.line(Self.words(end, kind))
      if end.items == 0, end.malformed > 0 { throw Complaint("nothing in \(file) could be read", .badData) }
    }

    /// A folder of music, or a playlist.
    private func bring(_ catalogue: SQLiteCatalogue) throws {
      let note = ProgressNote()
      let count = try read { own, folders, count in
        try await catalogue.keep(own, folders: folders)
        note.show("\(count) tracks", secondsLeft: nil)
        return true
      }
      note.end()
      guard count > 0 else {
        throw Complaint("there is no music in \(file): give a folder or a playlist with some", .badData)
      }
      Output.line("\(count) tracks; `crescendo --source catalogue` plays them")
    }

    private func read(keep: @escaping @Sendable ([LocalFiles.Own], [String], Int) async throws -> Bool) throws -> Int {
      let path = file
      do {
        return try waiting { try await LocalFiles().read(path, keep: keep) }
      } catch let error as CocoaError {
        guard error.code == .fileReadCorruptFile else {
          throw StorageError.unreadable(path: path, cause: "it may not be read")
        }
        throw Complaint("cannot import \(path): it is no playlist in XSPF", .badData)
      }
    }

    private static func words(_ progress: ImportProgress, _ kind: Importer.Kind) -> String {
      let rate = progress.perSecond.map { ", \(Int($0)) a second" } ?? ""
      let bad =
        progress.malformed > 0 ? ", \(progress.malformed) malformed line\(progress.malformed == 1 ? "" : "s")" : ""
      return "\(progress.items) \(kind.rawValue)\(rate)\(bad)\(progress.resumed ? ", gone on with" : "")"
    }
  }

  struct Favourites: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "favourites", abstract: "Who favours what.")
    @OptionGroup var wishes: Wishes
    func run() throws { try wishes.run(.favourites) }
  }

  struct Tracks: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tracks", abstract: "What there is to play.")
    @OptionGroup var wishes: Wishes
    func run() throws { try wishes.run(.tracks) }
  }
}

extension ImportForm: ExpressibleByArgument {}

extension SourceName: ExpressibleByArgument {
  /// A well-formed name.
  public init?(argument: String) { self.init(rawValue: argument) }
}
