import Foundation
import Listening
import Testing

@testable import Recommender

/// How much each part counts, and that both ways to a score count it alike.
struct BlendFitTests {
  private typealias Part = SIMD8<Float>

  /// Twenty listeners with forty candidates, of which the first two are wanted; `part` makes the numbers of a candidate.
  private func weights(_ part: (Bool, inout Seeded) -> Part) -> Part {
    var generator = Seeded(3)
    let tasks = (0..<20).map { _ in
      ListwiseFit.Task(
        parts: (0..<40).map { part($0 < 2, &generator) }, isWanted: (0..<40).map { $0 < 2 })
    }
    return ListwiseFit(tasks).weights()
  }

  @Test func `a part that knows what is wanted gets the weight, and chance next to none`() {
    let found = weights { isWanted, generator in
      [
        (isWanted ? 1 : 0) + .random(in: -1...1, using: &generator), .random(in: -1...1, using: &generator), 0, 0, 0, 0,
        0, 0,
      ]
    }
    #expect(found[0] > 1)
    #expect(found[1] < found[0] / 3)
  }

  @Test func `a part that speaks against what is wanted gets nothing`() {
    let found = weights { isWanted, generator in
      [(isWanted ? -1 : 0) + .random(in: -1...1, using: &generator), 0, 0, 0, 0, 0, 0, 0]
    }
    #expect(found[0] == 0)
  }

  @Test func `a heavy tail counts by what it says and not by its size`() {
    let found = weights { isWanted, generator in
      let (near, far) = (Float.random(in: -1...1, using: &generator), Float.random(in: -1...1, using: &generator))
      return [(isWanted ? 1 : 0) + near, 30 * ((isWanted ? 1 : 0) + far), 0, 0, 0, 0, 0, 0]
    }
    #expect((0.2..<5).contains(30 * found[1] / found[0]))
  }

  @Test func `a session and a measurement score by the same parts`() throws {
    let world = try World()
    var journal = Journal()
    for track in [4, 40, 90] {
      journal.append(
        Interaction(revision: journal.revision + 1, act: .save(World.track(track)), date: .distantPast))
    }
    let liked = [4, 40, 90].compactMap { world.model.index(of: World.id($0)) }
    let facts = ModelFacts(world.model)
    var learner = Learner(world.model, facts.artistTracks)
    learner.learn(journal, world.model)
    let formula = Formula(learner, world.model, facts)
    let measured = world.model.scores(liked: liked)
    for track in 0..<Int32(world.model.trackCount) {
      let parts = formula.parts(track, learner, world.model)
      #expect(abs(parts.factors + parts.neighbours + parts.listeners - measured[Int(track)]) < 2e-3)
    }
  }
}
