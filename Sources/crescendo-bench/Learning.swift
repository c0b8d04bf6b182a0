import Evaluation
import Foundation
import Listening
import Recommender

/// The whole training of a base model, on invented favourites of rising number: what a favourite costs.
enum Learning {
  static let figures = [100_000, 1_000_000, 10_000_000].map { favourites in
    Figure(name: "training-\(favourites / 1000)k") { _ in [try measure(favourites)] }
  }

  private static func measure(_ favourites: Int) throws -> String {
    // As in the public sets, twenty favourites a track and fifty a listener.
    var invented = SyntheticModel(tracks: favourites / 20)
    invented.listeners = favourites / invented.favourites
    let corpus = invented.corpus()
    let seconds = try timed { _ = try Trainer(corpus).train() } / .seconds(1)
    return String(
      format: "%d favourites of %d listeners: %.1f s, %.0f µs a favourite, %.0f MiB at most", corpus.favourites.count,
      invented.listeners, seconds, seconds * 1e6 / Double(corpus.favourites.count), PeakMemory.mebibytes ?? .nan)
  }
}
