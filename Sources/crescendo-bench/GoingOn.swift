import Evaluation
import Foundation
import Recommender

/// Models gone on from as favourites are added, as in a session, beside one learned anew from the same: what each ranks worth, and
/// what it takes. On a training and a test file in the folder that `CRESCENDO_BENCH_DATA` names.
enum GoingOn {
  static let figures = [Figure(name: "going-on") { _ in try measure() }]

  private static func measure() throws -> [String] {
    guard let folder = ProcessInfo.processInfo.environment["CRESCENDO_BENCH_DATA"] else {
      return ["not measured: CRESCENDO_BENCH_DATA names no folder with a train.txt and a test.txt"]
    }
    let data = try Dataset(train: folder + "/train.txt", test: folder + "/test.txt")
    return try [0, 1, 4, 12].map { steps in
      var model: Model?
      var seconds = 0.0
      for left in (0...steps).reversed() {
        let corpus = data.corpus(of: crowd(of: data, share: pow(1.1, -Double(left))))
        seconds = try timed { model = try Trainer(corpus, from: model).train().model() } / .seconds(1)
      }
      let from = steps == 0 ? "learned anew" : "after \(steps) times a tenth more"
      return "\(from): \(try worth(model, data)), the last took \(String(format: "%.0f s", seconds))"
    }
  }

  /// A share of the listeners, spread over all; a larger share holds the smaller one.
  private static func crowd(of data: Dataset, share: Double) -> Rows {
    Rows(
      (0..<data.train.count).lazy.filter { Double($0 &* 7_919 % 10_007) < share * 10_007 }.map { data.train[$0] })
  }

  /// Of three thousand listeners, met from their training rows.
  private static func worth(_ model: Model?, _ data: Dataset) throws -> String {
    guard let model else { return "" }
    let facts = SessionFacts(model)
    let popularity = data.train.counts(columns: data.items.count)
    let asked = stride(from: 0, to: data.test.count, by: max(1, data.test.count / 3_000)).filter {
      !data.test[$0].isEmpty
    }
    let parts: [EnginePart] = [.hybrid, .factors, .neighbours]
    return parts.map { part in
      let scorer = EngineScorer(facts, part)
      let lists = asked.map { listener in
        let known = Array(data.train[listener])
        return best(20, of: scorer.scores(known: known, discarded: []), popularity: popularity) {
          !known.contains(Int32($0))
        }
      }
      let wanted = asked.map { Set(data.test[$0]) }
      let figures = RankingMetrics.measure(
        lists: lists, wanted: wanted, tail: Array(repeating: false, count: data.items.count))
      return String(format: "%@ %.4f / %.4f", part.rawValue, figures.recall, figures.ndcg)
    }.joined(separator: ", ")
  }
}
