import ArgumentParser
import Evaluation
import Foundation

/// `crescendo simulate`: listening sessions of listeners whose favourites are hidden.
struct SimulateSessions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Play sessions to listeners whose favourites are hidden: a favourite is saved, all else discarded.",
    discussion:
      "Policies: \(PolicyName.allCases.map(\.rawValue).joined(separator: ", ")). The first is compared with the others."
  )

  @OptionGroup var place: HomeOptions

  @Option(
    help: "Who favours what: a line a listener, or pairs below their header line, like user_artists.dat.",
    completion: .file())
  var favourites: String

  @Option(help: "How many listeners are hidden in each draw.")
  var listeners = 300

  @Option(help: "How many tracks a session has.")
  var tracks = 50

  @Option(help: "How many favourites, of any fame, each listener names before.")
  var named = 0

  @Option(help: "all, or tail: only the least popular 80 % are played.")
  var served = Evaluate.Served.all

  @Option(parsing: .upToNextOption, help: "Who plays; all the gate compares without it.")
  var policy: [PolicyName] = []

  @Option(parsing: .upToNextOption, help: "Draws of listeners.")
  var seed: [UInt64] = [1, 2, 3]

  @Flag(help: "One JSON document.")
  var json = false

  func validate() throws {
    guard tracks > 0 else { throw ValidationError("--tracks is how many a session has: give 1 or more.") }
    guard listeners > 0 else { throw ValidationError("--listeners is how many are hidden: give 1 or more.") }
    guard named >= 0 else { throw ValidationError("--named is how many are known before: give 0 or more.") }
  }

  func run() throws {
    var options = Simulate.Options(favourites: favourites)
    options.wishes.listeners = listeners
    options.wishes.tracks = tracks
    options.wishes.named = named
    options.wishes.tailOnly = served == .tail
    options.seeds = seed
    if !policy.isEmpty { options.policies = policy }
    let note = ProgressNote()
    let report = try Simulate(options).run { share, name in note.show("playing \(name)", share: share) }
    note.end()
    if json { return try Output.json(report) }
    Output.line("\(report.sessions) sessions of \(report.tracks) tracks; saves among 10, 25 and all")
    for row in report.policies { Output.line(Self.line(row, report)) }
  }
}

extension SimulateSessions {
  /// One policy in a line.
  fileprivate static func line(_ row: SimulationReport.Row, _ report: SimulationReport) -> String {
    let figures = String(
      format: "%5.2f %5.2f %5.2f   first %4.1f   tail %.2f   unique %5.0f   %.2f ms", row.saves10, row.saves25,
      row.saves, row.firstSave, row.tailShare, row.unique, row.keypress)
    let difference = row.behindFirst.map { paired in
      guard let low = paired.low, let high = paired.high else {
        return String(format: "   first one %+.2f (one listener: no interval)", paired.mean)
      }
      return String(format: "   first one %+.2f (%+.2f … %+.2f)", paired.mean, low, high)
    }
    return row.name.padding(toLength: 20, withPad: " ", startingAt: 0) + figures + (difference ?? "")
  }
}

extension PolicyName: ExpressibleByArgument {}
