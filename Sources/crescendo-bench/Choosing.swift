import Foundation
import Listening
import Recommender

/// From a verdict to a new ranking, on invented models of the sizes that the gates name.
enum Choosing {
  static let figures = [
    // The most factors that a model is given, and the most tracks of such a model.
    Figure(name: "ranking-100k") { runs in try measure(tracks: 100_000, dimension: 384, runs) },
    Figure(name: "ranking-300k") { runs in try measure(tracks: 300_000, runs) },
    Figure(name: "ranking-1m") { runs in try measure(tracks: 1_000_000, runs) },
  ]

  private static func measure(tracks: Int, dimension: Int = 64, _ runs: Int) throws -> [String] {
    try Workshop.withHome { home in
      let path = home + "/model.crescendo"
      var invented = SyntheticModel(tracks: tracks)
      invented.dimension = dimension
      try invented.make().write(to: path)
      var journal = history(of: tracks, count: 5_000)
      var starts = Times()
      var state = try EngineBench.start(path: path, journal)
      for _ in 0..<min(runs, 5) {
        var next: EngineBench.State?
        starts.add(try timed { next = try EngineBench.start(path: path, journal) })
        // Taking the one before down again is no part of a start.
        state = next ?? state
      }
      _ = EngineBench.keypress(state, journal)
      var keys = Times()
      var overlaps: [Double] = []
      for number in 0..<max(runs, 200) {
        journal.append(act(number, revision: journal.revision + 1, tracks))
        keys.add(timed { _ = EngineBench.keypress(state, journal) })
        if number.isMultiple(of: 4) { overlaps.append(EngineBench.overlap(state)) }
      }
      let overlap = String(format: "%.4f", overlaps.reduce(0, +) / Double(overlaps.count))
      return [
        "\(tracks) tracks of \(dimension) factors, 5,000 acts, to an engine that is ready: \(starts.words)",
        "key to new ranking, one core: \(keys.words)",
        "one-byte scan alone against floats, overlap of the best 20, mean of \(overlaps.count): \(overlap)",
      ]
    }
  }

  private static func history(of tracks: Int, count: Int) -> Journal {
    Journal((0..<count).map { act($0, revision: Revision($0 + 1), tracks) })
  }

  /// Every fourth act keeps a track, the others leave one.
  private static func act(_ number: Int, revision: Revision, _ tracks: Int) -> Interaction {
    let key = (number &* 7_919 &+ Int(revision) &* 104_729) % tracks
    let track = SyntheticModel(tracks: tracks).snapshot(key)
    let act = number.isMultiple(of: 4) ? Act.save(track) : .discard(track, heard: Listened(seconds: 20, of: 200))
    return Interaction(revision: revision, act: act, date: Date(timeIntervalSince1970: Double(number)))
  }
}
