import ArgumentParser
import Foundation
import Listening
import Storage

/// `crescendo stats`: counts, and the ear's ledger.
struct Stats: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "What you kept and left, and how well known your saved artists were then and are now.")

  @OptionGroup var place: HomeOptions

  @Flag(help: "One JSON document.")
  var json = false

  func run() throws {
    let house = try place.folders()
    let (journal, ledger) = try waiting { (try await house.journal(), try await house.ledger()) }
    let summary = Summary(journal, ledger)
    if json { return try Output.json(summary) }
    Output.line(
      "\(summary.saved) saved, \(summary.discarded) discarded, \(summary.named) named, in "
        + Output.count(summary.acts, "act"))
    if summary.explored > 0 {
      Output.line("\(summary.explored) heard for exploration, \(summary.savedOfExplored) of them saved")
    }
    for line in ledger { Output.clean(Self.sentence(line)) }
  }

  private static func sentence(_ line: LedgerLine) -> String {
    let name = "\(line.track.artist.name) – \(line.track.title)"
    if let growth = line.growth {
      return "\(name): \(growth.then) \(growth.measure.rawValue) when you saved it, \(growth.now) now"
    }
    guard let then = line.then.heardBy else { return "\(name): nobody counted when you saved it" }
    return "\(name): heard by \(then) when you saved it"
  }

  private struct Summary: Encodable {
    let acts: Int
    let saved: Int
    let discarded: Int
    let named: Int
    let explored: Int
    let savedOfExplored: Int
    let ledger: [LedgerLine]

    init(_ journal: Journal, _ ledger: [LedgerLine]) {
      acts = journal.interactions.count
      saved = journal.tracks(with: .saved).count
      discarded = journal.tracks(with: .discarded).count
      named = journal.named.count
      let drawn = Set(journal.interactions.lazy.filter { $0.propensity != nil }.compactMap(\.act.track?.id))
      explored = drawn.count
      savedOfExplored = drawn.count { journal.verdict(on: $0) == .saved }
      self.ledger = ledger
    }
  }
}
