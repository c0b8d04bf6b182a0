import Foundation
import Listening
import Testing

@testable import Recommender

/// The engine's state is a pure function of base model and journal: whatever way the journal came, the ranking is the same.
struct SeamTests {
  private let world: World
  private let request = RecommendationRequest(count: 20, depth: .open)
  private let heard = Listened(seconds: 20, of: 200)

  init() throws { world = try World() }

  /// Acts of every kind, undo and redo among them, by a seed.
  private func acts(_ count: Int, _ generator: inout Seeded) -> [Act] {
    var acts: [Act] = []
    for place in 0..<count {
      let track = World.track(Int.random(in: 0..<180, using: &generator))
      let earlier = Revision(Int.random(in: 0...place, using: &generator))
      switch Int.random(in: 0..<12, using: &generator) {
      case 0...1: acts.append(.save(track))
      case 2...3: acts.append(.discard(track, heard: heard))
      case 4: acts.append(.notNow(track))
      case 5: acts.append(.skip(track, heard: Listened(seconds: 4, of: 200)))
      case 6: acts.append(.name(.artist(World.artist(Int.random(in: 0..<60, using: &generator)))))
      case 7: acts.append(.undo(earlier))
      case 8: acts.append(.clear(track))
      case 9: acts.append(.finish(track, heard: Listened(seconds: 190, of: 200)))
      case 10: acts.append(.name(.track(track)))
      default: acts.append(.redo(earlier))
      }
    }
    return acts
  }

  private func answer(_ journal: Journal) async -> Recommendations {
    let engine = Engine(model: world.model)
    _ = await engine.learn(journal)
    return await engine.recommend(request)
  }

  @Test(arguments: 1...6) func `at any row, the way there by single acts and all at once rank alike`(seed: UInt64) async
  {
    var generator = Seeded(seed)
    let journal = Journal(acts: acts(60, &generator))
    let engine = Engine(model: world.model)
    for revision in 1...journal.revision {
      _ = await engine.learn(journal.until(revision))
      guard revision.isMultiple(of: 12) else { continue }
      let step = await engine.recommend(request)
      #expect(await step.agrees(with: answer(journal.until(revision)), within: 1e-4), "seed \(seed), row \(revision)")
    }
  }

  @Test(arguments: 1...6) func `a journal and only its rows that count rank alike`(seed: UInt64) async {
    var generator = Seeded(seed)
    let journal = Journal(acts: acts(60, &generator))
    let kept = Journal(acts: journal.effective.map(\.act))
    #expect(await answer(journal).agrees(with: answer(kept), within: 1e-4), "seed \(seed)")
  }

  @Test(arguments: [Act.notNow(World.track(7)), .discard(World.track(7), heard: Listened(seconds: 20, of: 200))])
  func `a track named after it was turned down ranks as one that was named alone`(first: Act) async {
    let named = Act.name(.track(World.track(7)))
    let both = await answer(Journal(acts: [first, named]))
    #expect(await both.agrees(with: answer(Journal(acts: [named])), within: 1e-4))
    #expect(await !both.agrees(with: answer(Journal(acts: [first])), within: 1e-4))
  }

  @Test func `an artist who is named rests no longer`() {
    let (one, other) = (World.track(7), World.track(7 + 60))
    let turnedDown = [one, other].map { Act.discard($0, heard: heard) }
    let resting = Rest(Journal(acts: turnedDown)).artists
    #expect(resting == [one.artist.id, other.artist.id])
    let named = Act.name(.track(one))
    #expect(Rest(Journal(acts: turnedDown + [named])).artists == resting.subtracting([one.artist.id]))
    #expect(Rest(Journal(acts: [named] + turnedDown)).artists == resting)
  }

  @Test func `an artist turned down twice rests for three hundred tracks, and no longer`() {
    let turnedDown = [6, 7].map { Act.discard(World.track($0), heard: heard) }
    let rests = { (others: Int) in
      let after = (0..<others).map { Act.skip(World.track(100 + 3 * $0), heard: heard) }
      return Rest(Journal(acts: turnedDown + after)).artists.contains(World.track(6).artist.id)
    }
    #expect([30, 298, 299].map(rests) == [true, true, false])
  }

  @Test func `an artist kept once does not rest for long, though turned down twice`() {
    let turnedDown = [7, 8].map { Act.discard(World.track($0), heard: heard) }
    let after = (0..<30).map { Act.skip(World.track(100 + 3 * $0), heard: heard) }
    let kept = Journal(acts: [.save(World.track(6))] + turnedDown + after)
    #expect(Rest(kept).artists.isEmpty)
    #expect(!Rest(Journal(acts: turnedDown + after)).artists.isEmpty)
  }

  @Test func `an artist rests whose track was skipped after it was turned down`() {
    let acts = [Act.discard(World.track(7), heard: heard), .skip(World.track(7), heard: heard)]
    #expect(Rest(Journal(acts: acts)).artists == [World.track(7).artist.id])
  }

  @Test func `what was done with an artist speaks for or against all of their tracks`() {
    let odds = { (act: Act) -> Float? in
      var learner = Learner(world.model, ModelFacts(world.model).artistTracks)
      learner.learn(Journal(acts: [act]), world.model)
      return world.model.index(of: World.id(8)).map { learner.odds[$0] }
    }
    // w (log (1 + saves) / (3 + discards) − log 1/3)
    let weight = ArtistOdds.weight
    #expect(abs((odds(.save(World.track(7))) ?? 0) - weight * log(2)) < 1e-5)
    #expect(abs((odds(.name(.artist(World.artist(2)))) ?? 0) - weight * log(2)) < 1e-5)
    #expect(abs((odds(.discard(World.track(7), heard: heard)) ?? 0) - weight * log(3.0 / 4)) < 1e-5)
  }

  @Test func `the tracks of an artist who is named say together what the root of their number of saves say`() throws {
    var learner = Learner(world.model, ModelFacts(world.model).artistTracks)
    learner.learn(Journal(acts: [.name(.artist(World.artist(2)))]), world.model)
    for track in 6...8 {
      let index = try #require(world.model.index(of: World.id(track)))
      #expect(abs((learner.state.judged[index]?.evidence.weight ?? 0) - 1 / Float(3).squareRoot()) < 1e-6)
    }
  }

  @Test func `a verdict taken back on another of their tracks leaves nothing`() throws {
    let rows = (0..<40).map { _ in [0, 1, 2] as [Int32] } + [[3]]
    let corpus = Corpus(
      tracks: (0..<4).map { Corpus.Entry(id: World.id($0), artist: 0) }, artists: [ArtistID(.demo, "0")],
      followers: [-1], tags: [], offsets: rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
      favourites: rows.flatMap { $0 })
    let model = try Trainer(corpus, epochs: 1).quick().model()
    var learner = Learner(model, ModelFacts(model).artistTracks)
    let acts = [Act.name(.artist(World.artist(0))), .save(World.track(3)), .undo(2)]
    for revision in 1...3 { learner.learn(Journal(acts: acts).until(Revision(revision)), model) }
    #expect(learner.state.liked.compactMap(model.track) == [0, 1, 2].map(World.id))
  }

  @Test func `a favourite whose verdict was taken off is liked still`() {
    let acts: [Act] = [.name(.track(World.track(0))), .discard(World.track(0), heard: heard), .clear(World.track(0))]
    #expect(Evidence(Journal(acts: acts).interactions) == .saved)
  }

  @Test func `a track of unknown length that came to its end was heard`() {
    let end = Act.finish(World.track(0), heard: Listened(seconds: 100, of: nil))
    #expect(Evidence(Journal(acts: [end]).interactions)?.target == 0.7)
  }

  @Test func `a track that was leapt through was not heard`() {
    let evidence = [90.0, 110].map { seconds in
      let act = Act.finish(World.track(0), heard: Listened(seconds: seconds, of: 200))
      return Evidence([Interaction(revision: 1, act: act, date: .distantPast)])
    }
    #expect(evidence.map { ($0?.target ?? -1) > 0.5 } == [false, true])
  }

  @Test func `a track heard again is judged by the last time`() {
    let twice: [Act] = [
      .skip(World.track(0), heard: heard), .finish(World.track(0), heard: Listened(seconds: 200, of: 200)),
    ]
    #expect(Evidence(Journal(acts: twice).interactions)?.target == 0.7)
  }

  @Test func `a verdict is as old as the last act on its track`() throws {
    var learner = Learner(world.model, ModelFacts(world.model).artistTracks)
    learner.learn(Journal(acts: [.save(World.track(0)), .save(World.track(9)), .save(World.track(0))]), world.model)
    let revisions = try [0, 9].map { try #require(world.model.index(of: World.id($0))) }
      .map { learner.state.judged[$0]?.revision }
    #expect(revisions == [3, 2])
  }

  @Test func `a discard pushes nothing up among the neighbours`() {
    #expect(world.model.closeness.buffer.contains { $0 < 0 })
    for track in Int32(0)..<180 {
      var state = ListenerState(world.model)
      state.set(track, .discarded, world.model)
      #expect(state.nearSums.steps.allSatisfy { $0 <= 0 })
    }
  }

  @Test func `who rests when a newer model comes rests on`() {
    let facts = ModelFacts(world.model)
    var learner = Learner(world.model, facts.artistTracks)
    learner.learn(Journal(acts: [.discard(World.track(7), heard: heard), .notNow(World.track(30))]), world.model)
    let seen = learner.seen(through: world.model, facts.artistTracks)
    #expect(!learner.restingArtists.isEmpty && seen.restingArtists == learner.restingArtists)
    #expect(!learner.waiting.isEmpty && seen.waiting == learner.waiting)
  }

  @Test func `twenty thousand tracks shared with one listener of the crowd are all counted`() {
    var sums = SparseSums(count: 1, most: 32_768)
    for _ in 0..<20_000 { sums.add(1, to: 0) }
    #expect(sums[0] == 20_000)
  }

  @Test func `the way there does not matter beyond the most verdicts that the crowd is asked about`() async {
    var generator = Seeded(9)
    let journal = Journal(acts: acts(500, &generator))
    let engine = Engine(model: world.model)
    for revision in stride(from: Revision(50), through: journal.revision, by: 50) {
      _ = await engine.learn(journal.until(revision))
    }
    let step = await engine.recommend(request)
    #expect(await step.agrees(with: answer(journal), within: 1e-4))
    #expect(await step.agrees(with: answer(Journal(acts: journal.effective.map(\.act))), within: 1e-4))
  }

  @Test func `the sums of a listener who took everything back are those of nobody`() {
    let facts = ModelFacts(world.model)
    var learner = Learner(world.model, facts.artistTracks)
    let acts: [Act] = (0..<40).map {
      $0 % 3 == 0 ? .save(World.track($0 * 4)) : .discard(World.track($0 * 4), heard: heard)
    }
    learner.learn(Journal(acts: acts + (1...40).map { .undo($0) }), world.model)
    #expect(learner.state.nearSums.steps.allSatisfy { $0 == 0 })
    #expect(learner.state.shared.steps.allSatisfy { $0 == 0 })
    #expect(learner.state.liked.isEmpty && learner.state.turnedDown == 0)
    #expect(learner.known.isEmpty)
  }

  @Test func `not now comes back after thirty other tracks, and not before`() async {
    var journal = Journal(acts: [.notNow(World.track(0))])
    let engine = Engine(model: world.model)
    for number in 1...30 {
      let all = await list(engine, journal)
      #expect(!all.contains(World.id(0)), "after \(number - 1) others")
      let act = Act.skip(World.track(number), heard: Listened(seconds: 100, of: 200))
      journal.append(Interaction(revision: journal.revision + 1, act: act, date: .distantPast))
    }
    #expect(await list(engine, journal).contains(World.id(0)))
    journal.append(Interaction(revision: journal.revision + 1, act: .undo(31), date: .distantPast))
    #expect(await !list(engine, journal).contains(World.id(0)))
  }

  @Test func `what was heard after it came back does not come again`() async {
    let others: [Act] = (1...30).map { .skip(World.track($0), heard: heard) }
    let engine = Engine(model: world.model)
    let again = Act.skip(World.track(0), heard: heard)
    #expect(await !list(engine, Journal(acts: [.notNow(World.track(0))] + others + [again])).contains(World.id(0)))
  }

  private func list(_ engine: Engine, _ journal: Journal) async -> [TrackID] {
    _ = await engine.learn(journal)
    return await engine.recommend(RecommendationRequest(count: 180, depth: .open)).list.map(\.track)
  }

  @Test func `a skip is early by its share only where the length is known`() {
    let evidence = { (heard: Listened) in
      Evidence([Interaction(revision: 1, act: .skip(World.track(0), heard: heard), date: .distantPast)])
    }
    #expect(evidence(Listened(seconds: 60, of: 200))?.target == 0)
    #expect(evidence(Listened(seconds: 60, of: nil))?.target == 0.5)
    #expect(evidence(Listened(seconds: 5, of: nil))?.target == 0)
  }

  @Test func `what is passed by before it sounds is not turned down`() {
    let passed = Interaction(
      revision: 1, act: .skip(World.track(0), heard: Listened(seconds: 0, of: 200)), date: .distantPast)
    #expect(Evidence([passed])?.target == 0.5)
  }
}

extension Journal {
  /// The rows that count: no undone act, and no undo or redo.
  fileprivate var effective: [Interaction] {
    interactions.filter { interaction in
      switch interaction.act {
      case .undo, .redo: false
      default: counts(interaction.revision)
      }
    }
  }
}
