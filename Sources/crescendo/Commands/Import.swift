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
        note.show(Self.words(progress, kind, note.seconds), share: progress.share)
        return true
      }
      note.end()
      let name = file == "-" ? "standard input" : file
      for complaint in end.complaints { Output.note("\(name): \(complaint)") }
      if end.malformed > end.complaints.count {
        Output.note("… \(end.malformed - end.complaints.count) more such lines")
      }
      Output.line(Self.words(end, kind, note.seconds))
      if end.items == 0, end.malformed > 0 { throw Complaint("nothing in \(file) could be read", .badData) }
    }

    /// A folder of music, or a playlist.
    private func bring(_ catalogue: SQLiteCatalogue) throws {
      let (note, path) = (ProgressNote(), file)
      let count = try waiting {
        try await LocalFiles().read(path) { own, folders, count in
          try await catalogue.keep(own, folders: folders)
          note.show("\(count) tracks", share: nil)
          return true
        }
      }
      note.end()
      Output.line("\(count) tracks; `crescendo --source catalogue` plays them")
    }

    private static func words(_ progress: ImportProgress, _ kind: Importer.Kind, _ seconds: Double) -> String {
      let rate = Int(Double(progress.items) / max(0.001, seconds))
      let bad =
        progress.malformed > 0 ? ", \(progress.malformed) malformed line\(progress.malformed == 1 ? "" : "s")" : ""
      return "\(progress.items) \(kind.rawValue), \(rate) a second\(bad)\(progress.resumed ? ", gone on with" : "")"
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
