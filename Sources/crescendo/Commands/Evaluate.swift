import ArgumentParser
import Evaluation
import Foundation

/// `crescendo evaluate`: ranking figures on a training and a test file of the public benchmarks.
struct EvaluateRanking: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure the ranking on a training and a test file: a line a listener, `listener item item …`.",
    discussion: """
      Every listener is folded in from what is known of them, by the code that serves a session. Peers: \
      \(Peers.names.joined(separator: ", ")).
      """)

  @OptionGroup var place: HomeOptions

  @Option(help: "What is learned from.", completion: .file())
  var train: String

  @Option(help: "What is to be found.", completion: .file())
  var test: String

  @Option(
    parsing: .upToNextOption,
    help: "hybrid (as without this), factors, neighbours or popularity; several are trained once.")
  var model: [Evaluate.Ranker] = []

  @Option(parsing: .upToNextOption, help: "Peers that rank, alone or beside the models given.")
  var peer: [String] = []

  private var models: [Evaluate.Ranker] { model.isEmpty && peer.isEmpty ? [.hybrid] : model }

  @Option(parsing: .upToNextOption, help: "all, or tail: only the least popular 80 % are ranked and tested; or both.")
  var served = [Evaluate.Served.all]

  @Option(help: "Take so many listeners out of the base, and meet them as strangers.")
  var unseen: Int?

  @Option(
    parsing: .upToNextOption,
    help: "How many favourites of a stranger are known, 5 without this; several are trained once.")
  var known: [Int] = []

  @Option(help: "Decides every draw.")
  var seed: UInt64 = 1

  @Option(help: "Write what was ranked: listener item item …", completion: .file())
  var lists: String?

  @Flag(help: "One JSON document.")
  var json = false

  func validate() throws {
    if let unseen, unseen < 1 { throw ValidationError("--unseen is how many are met as strangers: give 1 or more.") }
    guard known.isEmpty || unseen != nil else {
      throw ValidationError("--known is about strangers: say with --unseen how many there are.")
    }
    guard known.allSatisfy({ $0 >= 0 }) else {
      throw ValidationError("--known is how many favourites of a stranger are known: give 0 or more.")
    }
    let count = (models.count + peer.count) * served.count * max(1, known.count)
    guard lists == nil || count == 1 else {
      throw ValidationError(
        "--lists holds one ranking: give one --model or --peer, one --served and one --known with it.")
    }
  }

  func run() throws {
    var evaluation = Evaluate(train: train, test: test)
    evaluation.rankers = models
    evaluation.peers = peer
    evaluation.served = served
    evaluation.unseen = unseen
    if !known.isEmpty { evaluation.known = known }
    evaluation.seed = seed
    evaluation.lists = lists
    let note = ProgressNote()
    let reports = try evaluation.run { share in
      note.show("measuring, \(Int(share * 100)) %", share: share)
      return true
    }
    note.end()
    if json { return reports.count == 1 ? try Output.json(reports[0]) : try Output.json(reports) }
    for line in reports.flatMap(Self.lines) { Output.line(line) }
  }

  private static func lines(_ report: Evaluate.Report) -> [String] {
    let figures = report.figures
    let memory =
      report.peakMebibytes.map { String(format: "the process then held %.0f MiB at most", $0) } ?? "memory unknown"
    return [
      "\(report.model), served \(report.served), " + (report.known.map { "\($0) known, " } ?? "")
        + "seed \(report.seed)",
      String(format: "recall@20 %.4f   NDCG@20 %.4f", figures.recall, figures.ndcg),
      String(
        format: "tail recall %.4f   tail share %.2f   coverage %.2f   Gini %.2f", figures.tailRecall, figures.tailShare,
        figures.coverage, figures.gini),
      String(format: "trained in %.1f s, ranked in %.1f s, ", report.trainSeconds, report.rankSeconds) + memory,
    ]
  }
}

extension Evaluate.Ranker: ExpressibleByArgument {}
extension Evaluate.Served: ExpressibleByArgument {}
