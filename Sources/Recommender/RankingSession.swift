import Foundation
import Listening

/// A listener met by the engine's own code, track numbers in and out: for measuring it on listeners whose taste is known.
///
/// The journal, the learning and the ranking are those of `Engine`; only the names are left out of sight.
public struct RankingSession: Sendable {
  /// Which parts of a session, beside the ranking, are switched on.
  public struct Rules: Sendable {
    /// How far under the radar.
    public var depth = RadarDepth.open
    /// Whether artists are spaced and near repetitions held back.
    public var isSpaced = false
    /// Whether one place in ten is drawn.
    public var explores = false
    /// Whether discards are learned from.
    public var learnsDiscards = true
    /// Decides the draws of this listener.
    public var seed: UInt64 = 1

    /// The ranking alone.
    public init() {}
  }

  private let model: Model
  private var facts: ModelFacts
  private let rules: Rules
  private var journal = Journal()
  private var learner: Learner
  private var closed: Set<Int32>
  private var recent = Choice.Recent()

  /// Meets a listener who may be served only `open` tracks. `facts` come from `SessionFacts`.
  public init(_ facts: SessionFacts, open: [Bool], rules: Rules = Rules()) {
    model = facts.model
    self.facts = facts.facts
    self.rules = rules
    learner = Learner(model, facts.facts.artistTracks)
    closed = Set(open.indices.lazy.filter { !open[$0] }.map { Int32($0) })
  }

  /// Hears that the listener names these tracks.
  public mutating func name(_ tracks: [Int32]) {
    learn(tracks.map { .name(.track(snapshot($0))) })
    closed.formUnion(tracks)
  }

  /// Hears what the listener did with a track.
  public mutating func observe(_ track: Int32, saved: Bool) {
    recent.tracks.append(track)
    recent.artists.append(model.artist[Int(track)])
    closed.insert(track)
    if saved {
      learn([.save(snapshot(track))])
    } else if rules.learnsDiscards {
      learn([.discard(snapshot(track), heard: Listened(seconds: 30, of: 200))])
    }
  }

  /// What plays next; nil where nothing is left.
  public mutating func next() -> Int32? {
    var serving = Serving(
      model, facts.taken(), learner, excluded: Excluded(known: closed, queued: []), place: learner.met.count,
      recent: recent,
      RecommendationRequest(count: 1, depth: rules.depth, explores: rules.explores),
      seed: rules.seed)
    if !rules.isSpaced { serving.ranksOnly() }
    let track = serving.first()
    facts = serving.facts
    return track
  }

  fileprivate mutating func learn(_ acts: [Act]) {
    for act in acts {
      journal.append(Interaction(revision: journal.revision + 1, act: act, date: .distantPast))
    }
    learner.learn(journal, model)
  }

  /// The score of every track, of those the listener knows too: what the ranking goes by, before the radar.
  fileprivate func scores(by part: EnginePart) -> [Float] {
    Formula(learner, model, facts, by: part).scores(learner, model)
  }

  fileprivate func snapshot(_ track: Int32) -> Track {
    let artist = model.artistName(model.artist[Int(track)]) ?? ArtistID(.file, "?")
    let id = model.track(track) ?? TrackID(.file, String(track))
    return Track(id: id, title: "", artist: Credit(id: artist, name: ""))
  }
}

/// A model made ready for many listeners.
public struct SessionFacts: Sendable {
  let model: Model
  let facts: ModelFacts

  /// Cost: linear in the tracks.
  public init(_ model: Model) {
    self.model = model
    var facts = ModelFacts(model)
    for depth in RadarDepth.allCases { _ = facts.band(Band.Key(RecommendationRequest(count: 1, depth: depth)), model) }
    self.facts = facts
  }

  /// Scores every track for a listener who likes and dislikes these, by the code that serves a session. Tracks are numbered as
  /// in the corpus; numbers outside it are passed over. Cost: reads all factors.
  public func scores(liked: [Int32], disliked: [Int32] = [], by part: EnginePart = .hybrid) -> [Float] {
    var session = RankingSession(self, open: [])
    let isKnown = { (track: Int32) in track >= 0 && Int(track) < model.trackCount }
    session.learn(
      disliked.filter(isKnown).map { .discard(session.snapshot($0), heard: Listened(seconds: 30, of: 200)) }
        + liked.filter(isKnown).map { .save(session.snapshot($0)) })
    return session.scores(by: part)
  }
}
