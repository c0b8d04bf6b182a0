import ArgumentParser
import Foundation
import Listening
import Settings
import Storage

/// `crescendo history`: every act, the latest first.
struct History: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Everything you heard and judged, the latest first.")

  @OptionGroup var place: HomeOptions

  @Option(help: "How many acts; all without it.")
  var last: Int?

  @Flag(help: "One JSON object a line.")
  var json = false

  func validate() throws {
    guard last.map({ $0 > 0 }) ?? true else {
      throw ValidationError("--last is how many acts to show: give 1 or more.")
    }
  }

  func run() throws {
    let house = try place.folders()
    let journal = try waiting { try await house.journal() }
    let rows = journal.interactions.reversed().prefix(last ?? .max)
    if rows.isEmpty { Output.note("nothing was heard or judged yet") }
    for row in rows {
      if json { try Output.compactJSON(Line(row, counts: journal.counts(row.revision))) } else { show(row, journal) }
    }
  }

  private func show(_ row: Interaction, _ journal: Journal) {
    let date = row.date.formatted(.iso8601.dateSeparator(.dash).dateTimeSeparator(.space))
    let mark = journal.counts(row.revision) ? "" : "  (taken back)"
    Output.clean("\(row.revision)  \(date)  \(row.act.word)  \(row.act.subject)\(mark)")
  }

  /// An act as other programs read it.
  struct Line: Encodable {
    let revision: Revision
    let date: Date
    let act: String
    let counts: Bool
    let track: Track?
    let artist: Artist?
    let heard: Listened?
    let target: Revision?
    let propensity: Double?

    init(_ row: Interaction, counts: Bool) {
      revision = row.revision
      date = row.date
      act = row.act.name
      self.counts = counts
      track = row.act.track
      artist = row.act.artist
      heard = row.act.heard
      target = row.act.target
      propensity = row.propensity
    }
  }
}

extension House {
  /// The journal, for a command that only reads: it makes none. One that was named has to be there.
  func journal() async throws -> Journal {
    if FileManager.default.fileExists(atPath: paths.profile) { return try await openProfile().journal() }
    guard !paths.namesProfile else {
      throw Complaint(
        "there is no profile \(paths.profile): name one that is there; a session with this --profile begins it",
        .inputOutput)
    }
    return Journal()
  }
}

extension Act {
  /// One word for the act, as `session --json` has it.
  var name: String {
    switch self {
    case .save: "save"
    case .discard: "discard"
    case .notNow: "later"
    case .clear: "clear"
    case .skip: "skip"
    case .finish: "finish"
    case .name: "name"
    case .undo: "undo"
    case .redo: "redo"
    }
  }

  /// The act for a person, as the session has it.
  fileprivate var word: String { if case .notNow = self { "not now" } else { name } }

  /// What it is about, in words.
  fileprivate var subject: String {
    switch self {
    case .name(let favoured): favoured.title
    case .undo(let revision), .redo(let revision): "number \(revision)"
    default: track.map { "\($0.artist.name) – \($0.title)" } ?? ""
    }
  }

  /// The artist that was named.
  fileprivate var artist: Artist? {
    if case .name(.artist(let artist)) = self { artist } else { nil }
  }
}
