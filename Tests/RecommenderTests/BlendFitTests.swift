import Foundation
import Listening
import Testing

@testable import Recommender

/// How much each part counts, and that both ways to a score count it alike.
struct BlendFitTests {
  private typealias Part = SIMD8<Float>

  /// Sixty listeners with forty candidates, of which the last two are wanted; `part` makes the numbers of a candidate.
  private func tasks(_ part: (Bool, inout Seeded) -> Part) -> [RankingTask] {
    var generator = Seeded(3)
    return (0..<60).map { _ in
      RankingTask(
        parts: (0..<40).map { part($0 > 37, &generator) }, isWanted: (0..<40).map { $0 > 37 }, wanted: 2)
    }
  }

  private func weights(from start: Part = [0.5, 0.5, 0, 0, 0, 0, 0, 0], _ part: (Bool, inout Seeded) -> Part) -> Part {
    CoordinateAscent(tasks(part)).climb(from: start, count: 2)
  }

  @Test func `a part that knows what is wanted gets the weight, and chance next to none`() {
    let found = weights { isWanted, generator in
      [
        (isWanted ? 1 : 0) + .random(in: -1...1, using: &generator), .random(in: -1...1, using: &generator), 0, 0, 0, 0,
        0, 0,
      ]
    }
    #expect(found[1] < found[0] / 3)
    #expect(abs(found.sum() - 1) < 1e-4)
  }

  @Test func `a part that speaks against what is wanted gets nothing`() {
    let found = weights { isWanted, generator in
      [
        .random(in: -1...1, using: &generator), (isWanted ? -1 : 0) + .random(in: -1...1, using: &generator), 0, 0, 0,
        0, 0, 0,
      ]
    }
    #expect(found[1] == 0)
  }

  @Test func `a part that had no weight gets one where it surely helps`() {
    let found = weights(from: [1, 0, 0, 0, 0, 0, 0, 0]) { isWanted, generator in
      [
        .random(in: -1...1, using: &generator), (isWanted ? 1 : 0) + .random(in: -1...1, using: &generator), 0, 0, 0, 0,
        0, 0,
      ]
    }
    #expect(found[1] > 0.3)
  }

  @Test func `fewer than thirty listeners say nothing, however often they are asked`() throws {
    let model = try World().model
    let strangers = (0..<29).map { listener in (0..<20).map { Int32(($0 * 7 + listener) % 180) } }
    let blend = try #require(BlendFit(model, strangers: strangers).fit { _ in true })
    let unfitted = Blend(Blend.known.map { Blend.Shares(liked: $0) })
    for known in Blend.known { #expect(blend.shares(liked: known) == unfitted.shares(liked: known)) }
  }

  @Test func `what gains nothing stays as it was`() {
    let found = weights { isWanted, generator in
      let said = (isWanted ? 1 : 0) + Float.random(in: -1...1, using: &generator)
      return [said, said, 0, 0, 0, 0, 0, 0]
    }
    #expect(found[0] == 0.5)
  }

  @Test func `the convex loss, too, gives a part that speaks against what is wanted nothing`() {
    let tasks = tasks { isWanted, generator in
      [(isWanted ? -1 : 0) + .random(in: -1...1, using: &generator), isWanted ? 1 : 0, 0, 0, 0, 0, 0, 0]
    }
    let found = ListwiseFit(tasks).weights()
    #expect(found[0] == 0 && found[1] > 1)
  }

  @Test func `in a convex loss a heavy tail counts by what it says and not by its size`() {
    let tasks = tasks { isWanted, generator in
      let (near, far) = (Float.random(in: -1...1, using: &generator), Float.random(in: -1...1, using: &generator))
      return [(isWanted ? 1 : 0) + near, 30 * ((isWanted ? 1 : 0) + far), 0, 0, 0, 0, 0, 0]
    }
    let found = ListwiseFit(tasks).weights()
    #expect((0.2..<5).contains(30 * found[1] / found[0]))
  }

  @Test func `what is hidden of many favourites lies together in pairs`() throws {
    let model = try Trainer(twoCrowds()).train().model()
    let favourites: [Int32] = [3, 14, 0, 12, 7, 19, 5, 11]
    let order = BlendFit(model, strangers: []).pairsLast(favourites, 3)
    #expect(order.sorted() == favourites.sorted())
    // The last is hidden as it comes, with its like of the same crowd; and the last of those left.
    #expect(order[5] == 11 && order[6] >= 10)
    #expect(order.last == (order[6] == 5 ? 19 : 5))
    #expect(Array(order.prefix(5)) == favourites.filter { order.prefix(5).contains($0) })
  }

  @Test func `a small crowd's listeners are asked again with other favourites known`() {
    let orders = BlendFit.orders([1, 2, 3, 4, 5, 6, 7], by: 3, draws: 3)
    #expect(orders == [[1, 2, 3, 4, 5, 6, 7], [4, 5, 6, 7, 1, 2, 3], [7, 1, 2, 3, 4, 5, 6]])
  }

  @Test func `what is known of a listener is not to be found`() throws {
    let model = try World().model
    let favourites = (0..<20).map { Int32($0 * 9) }
    var state = ListenerState(model)
    for track in favourites.prefix(5) { state.set(track, .saved, model) }
    let known = favourites.prefix(5).map { Parts(state, model).direction[Int($0)] }
    let task = try #require(BlendFit(model, strangers: []).task(favourites, 5))
    #expect(task.parts.allSatisfy { !known.contains($0[0]) })
  }

  @Test func `the gain of a list is the discounted share of what could be found`() {
    let task = RankingTask(
      parts: [3, 2, 1].map { [$0, 0, 0, 0, 0, 0, 0, 0] }, isWanted: [false, true, false], wanted: 1)
    #expect(abs(CoordinateAscent.gain(task, [1, 0, 0, 0, 0, 0, 0, 0]) - 0.6309) < 1e-4)
  }

  @Test func `a session adds up the parts that the shares were fitted on`() throws {
    let world = try World()
    let acts = [4, 40, 90].map { Act.save(World.track($0)) }
    let facts = ModelFacts(world.model)
    var learner = Learner(world.model, facts.artistTracks)
    learner.learn(Journal(acts: acts), world.model)
    let formula = Formula(learner, world.model, facts)
    let (parts, weights) = (Parts(learner.state, world.model), BlendWeights(liked: 3, world.model.settings.blend))
    for track in 0..<world.model.trackCount {
      let ours = formula.parts(Int32(track), learner, world.model)
      let factors = weights.posterior * parts.posterior[track] + weights.direction * parts.direction[track]
      let listeners = weights.listeners * parts.listeners[track] + weights.crowd * parts.crowd[track]
      #expect(abs(ours.factors - factors) < 1e-3)
      #expect(abs(ours.neighbours - weights.neighbours * parts.neighbours[track]) < 1e-3)
      #expect(abs(ours.listeners - listeners) < 1e-3)
    }
  }
}
