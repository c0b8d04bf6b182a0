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

  /// One file, and what is wished of it.
  fileprivate struct Work {
    let house: House
    let file: String
    let format: ImportForm?
    let source: SourceName

    func run(_ kind: Importer.Kind) throws {
      let lock = try house.lockCatalogue()
      defer { withExtendedLifetime(lock) {} }
      if kind == .tracks, LocalFiles.takes(file) { return try bring(try house.openCatalogue()) }
      let catalogue = try house.openCatalogue()
      let before = try count(kind, in: catalogue)
      let importer = Importer(into: catalogue, kind, form: format, source: source)
      let note = ProgressNote()
      let end = try importer.run(path: file) { progress in
        note.show(Self.words(progress, kind), secondsLeft: progress.secondsLeft)
        return true
      }
      note.end()
      let name = file == "-" ? "standard input" : file
      for complaint in end.complaints { Output.note("\(name): \(complaint)") }
      if end.malformed > end.complaints.count {
        Output.note("… \(Output.count(end.malformed - end.complaints.count, "more such line"))")
      }
      let new = try count(kind, in: catalogue) - before
      Output.line(Self.words(end, kind) + (end.resumed ? "" : Self.known(new, of: end.items)))
      // Those of a service are asked of it when they are to play.
      if kind == .tracks, source == .file, end.items > 0, end.sounding == 0, !end.resumed {
        Output.note("none of them has an address of its sound, so none can be played: give a column `address`")
      }
      if end.items == 0, end.malformed > 0 { throw Complaint("nothing in \(file) could be read", .badData) }
    }

    private func count(_ kind: Importer.Kind, in catalogue: SQLiteCatalogue) throws -> Int {
      let counts = try waiting { try await catalogue.counts() }
      return kind == .tracks ? counts.tracks : counts.favourites
    }

    /// A folder of music, a playlist or one file. What is gone from the folder is not played any more.
    private func bring(_ catalogue: SQLiteCatalogue) throws {
      let (note, before) = (ProgressNote(), try count(.tracks, in: catalogue))
      let count = try read { own, folders, count in
        try await catalogue.keep(own, folders: folders)
        note.show(Output.count(count, "track"), secondsLeft: nil)
        return true
      }
      note.end()
      guard count > 0 else {
        throw Complaint("there is no music in \(file): give a folder or a playlist with some", .badData)
      }
      let folder = URL(fileURLWithPath: file).standardizedFileURL.path
      let gone = try waiting { try await catalogue.closeGone(below: folder) }
      if gone > 0 { Output.note("\(Output.count(gone, "track")) not there any more") }
      let known = Self.known(try self.count(.tracks, in: catalogue) - before, of: count)
      Output.line("\(Output.count(count, "track"))\(known); `crescendo --source catalogue` plays them")
    }

    private func read(keep: @escaping @Sendable ([LocalFiles.Own], [String], Int) async throws -> Bool) throws -> Int {
      let path = file
      do {
        return try waiting { try await LocalFiles().read(path, passedOver: Output.passedOver, keep: keep) }
      } catch let error as CocoaError {
        guard error.code == .fileReadCorruptFile else {
          throw StorageError.unreadable(path: path, cause: "it may not be read")
        }
        throw Complaint("cannot import \(path): it is no playlist in the form that its name says", .badData)
      }
    }

    /// How many of what was brought are new, where not all are.
    private static func known(_ new: Int, of all: Int) -> String {
      new == all ? "" : "; \(new) new, the rest was there or stands there twice"
    }

    private static func words(_ progress: ImportProgress, _ kind: Importer.Kind) -> String {
      let rate = progress.perSecond.map { ", \(Int($0)) a second" } ?? ""
      let bad = progress.malformed > 0 ? ", " + Output.count(progress.malformed, "malformed line") : ""
      let items = Output.count(progress.items, kind == .tracks ? "track" : "favourite")
      return "\(items)\(rate)\(bad)\(progress.resumed ? ", gone on with" : "")"
    }
  }

  struct Favourites: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "favourites", abstract: "Bring who favours what: the engine learns from it.",
      discussion: """
        A table's columns are `listener` and `track`, a favourite a line; `user`, `item` and `song` are understood too, and so is `artist` \
        where artists are favoured. Comma, semicolon or tab may stand between them. JSON Lines have the same names.
        """)

    @OptionGroup var place: HomeOptions

    @Argument(
      help: "A table with a header (CSV), JSON Lines or adjacency lists; - is standard input.", completion: .file())
    var file: String

    @Option(
      help: """
        csv, jsonl or adjacency (whole numbers, a line a listener: listener item item …); without it the first line decides.
        """)
    var format: ImportForm?

    @Option(help: "The source of ids that name none.")
    var source = SourceName.file

    func run() throws {
      try Work(house: try place.house(), file: file, format: format, source: source).run(.favourites)
    }
  }

  struct Tracks: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tracks", abstract: "Bring what there is to play.",
      discussion: """
        A table's columns are `id` and `title`, and as many as there are of `artist`, `duration` (seconds or M:SS), `address` (of the sound), \
        `page`, `tags` (a semicolon between), `plays`, `favourites` and `followers`. JSON Lines have the same names. A folder is read with \
        all folders in it, its tags with ffprobe where that is installed.
        """)

    @OptionGroup var place: HomeOptions

    @Argument(
      help:
        "A table with a header (CSV) or JSON Lines, - for such on standard input; or a folder or a file of music, or a playlist (M3U, XSPF, JSPF).",
      completion: .file())
    var file: String

    @Option(help: "csv or jsonl; without it the first line decides.")
    var format: Form?

    /// The forms that tracks come in.
    enum Form: String, ExpressibleByArgument, CaseIterable { case csv, jsonl }

    @Option(help: "The source of ids that name none.")
    var source = SourceName.file

    func run() throws {
      let form = format.flatMap { ImportForm(rawValue: $0.rawValue) }
      try Work(house: try place.house(), file: file, format: form, source: source).run(.tracks)
    }
  }
}

extension ImportForm: ExpressibleByArgument {}

extension SourceName: ExpressibleByArgument {
  /// A well-formed name.
  public init?(argument: String) { self.init(rawValue: argument) }
}
