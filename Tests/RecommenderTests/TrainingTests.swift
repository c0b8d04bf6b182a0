import Listening
import Testing

@testable import Recommender

/// Two crowds that share nothing: listeners of tracks 0–9 and of tracks 10–19.
func twoCrowds(listeners: Int = 40) -> Corpus {
  var generator = Seeded(7)
  let rows = (0..<listeners).map { listener -> [Int32] in
    let first: Int32 = listener % 2 == 0 ? 0 : 10
    return Array((first..<first + 10).shuffled(using: &generator).prefix(6)).sorted()
  }
  return corpus(rows, tracks: 20)
}

func corpus(_ rows: [[Int32]], tracks: Int) -> Corpus {
  Corpus(
    tracks: (0..<tracks).map { Corpus.Entry(id: TrackID(.file, "\(1000 + $0)"), artist: Int32($0)) },
    artists: (0..<tracks).map { ArtistID(.file, "\(1000 + $0)") },
    followers: Array(repeating: -1, count: tracks), tags: [],
    offsets: rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }, favourites: rows.flatMap { $0 })
}

@Suite struct TrainingTests {
  @Test(arguments: Model.Part.allCases)
  func aListenerOfOneCrowdIsOfferedItsTracks(_ part: Model.Part) throws {
    let model = try Trainer(twoCrowds()).train().model()
    let scores = model.scores(liked: [1, 3], by: part)
    let best = (0..<20).filter { $0 != 1 && $0 != 3 }.sorted { scores[$0] > scores[$1] }.prefix(8)
    #expect(scores.allSatisfy { $0.isFinite })
    #expect(best.allSatisfy { $0 < 10 })
  }
}
