import ArgumentParser
import Listening
import Recommender
import Runtime
import Session
import Settings
import Storage

/// `crescendo recommend`: what would play now, and why.
struct Recommend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recommend", abstract: "What would play, and why; --json gives the score by its parts.")

  @OptionGroup var place: HomeOptions

  @Option(help: "Where tracks come from.", completion: .list(Configuration.sources))
  var source: String?

  @Option(help: "How many tracks.")
  var tracks = 20

  @Option(
    help: "How far under the radar: open, easy, medium, hard.", completion: .list(RadarDepth.allCases.map(\.rawValue)))
  var radar: String?

  @Flag(help: "One JSON document.")
  var json = false

  func validate() throws {
    guard tracks > 0 else { throw ValidationError("--tracks is how many to show: give 1 or more.") }
  }

  func run() throws {
    let house = try place.house()
    let source = try SessionSource(self.source ?? house.configuration.source, house)
    let depth = try depth(house)
    let request = RecommendationRequest(
      count: tracks, depth: depth, explores: house.configuration.exploration,
      source: source.only)
    let note = ProgressNote()
    let refill = try waiting(calledOff: "called off: no model was made", note) {
      try await Self.ask(request, source, house, note)
    }
    if refill.tracks.isEmpty { Output.note(Self.nothing(of: source.only)) }
    if refill.widened { Output.note("nothing left at radar \(depth.rawValue): looked a little wider") }
    if json { return try Output.json(refill.tracks.map(Row.init)) }
    for (place, row) in refill.tracks.enumerated() {
      let why = ReasonText.long(row.proposal)
      Output.clean("\(place + 1)  \(row.track.artist.name) – \(row.track.title)  (\(row.track.id))  \(why)")
    }
  }

  private static func ask(
    _ request: RecommendationRequest, _ source: SessionSource, _ house: House, _ note: ProgressNote
  ) async throws -> Refill {
    // Before a model is made of minutes: one that cannot be read ends all.
    let journal = try await house.journal()
    let catalogue = try await source.catalogue()
    let engine = try await source.keeper.once(for: catalogue) { share in
      note.show("training, \(Int(share * 100)) %", share: share)
      return true
    }
    _ = await engine.learn(journal)
    var request = request
    request.excluding = try await catalogue.recentlyGone()
    let refill = try await Refill(await engine.recommend(request), from: catalogue)
    guard refill.tracks.isEmpty else { return refill }
    // Of favourites alone, without anything to play, there is still a ranking.
    var silent = request
    silent.needsSound = false
    return try await Refill(await engine.recommend(silent), from: catalogue)
  }

  private static func nothing(of source: SourceName?) -> String {
    guard let name = source?.rawValue else {
      return "nothing to recommend: `crescendo import` or `crescendo harvest` some first"
    }
    return "nothing of \(name) to recommend: `crescendo harvest \(name)` collects some"
  }

  /// How far under the radar a session would begin now.
  func depth(_ house: House) throws -> RadarDepth {
    try Listen.firstDepth(radar, house.configuration, Remembered.read(house.paths.remembered))
  }

  private struct Row: Encodable {
    let track: TrackID
    let artist: String
    let title: String
    let page: String?
    let exposure: Exposure
    let score: Score
    let reason: String
    let because: Because
    let propensity: Double?

    init(_ proposed: Proposed) {
      let recommendation = proposed.proposal.recommendation
      track = proposed.track.id
      artist = proposed.track.artist.name
      title = proposed.track.title
      page = proposed.track.page
      exposure = proposed.track.exposure
      score = recommendation.score
      reason = ReasonText.long(proposed.proposal)
      because = Because(recommendation.reason)
      propensity = recommendation.propensity
    }
  }
}

extension Recommend {
  /// A reason as other programs read it: its kind, and what it speaks of.
  struct Because: Encodable {
    let kind: String
    var tracks: [TrackID]?
    var listeners: Int?
    var artist: ArtistID?

    init(_ reason: Reason) {
      switch reason {
      case .near(let tracks, let listeners): (kind, self.tracks, self.listeners) = ("near", tracks, listeners)
      case .listeners(let listeners, let tracks): (kind, self.tracks, self.listeners) = ("listeners", tracks, listeners)
      case .artist(let artist): (kind, self.artist) = ("artist", artist)
      case .taste(let tracks): (kind, self.tracks) = ("taste", tracks)
      case .apart(let tracks): (kind, self.tracks) = ("apart", tracks)
      case .introduction: kind = "introduction"
      case .exploring: kind = "exploring"
      }
    }
  }
}
