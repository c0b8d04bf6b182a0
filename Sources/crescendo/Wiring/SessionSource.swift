import ArgumentParser
import DemoCatalogue
import Foundation
import Listening
import MusicSources
import Playback
import Recommender
import Runtime
import Settings
import Storage

/// Where a session's tracks come from: the catalogue, the sound inside the program, and the model that goes with them.
struct SessionSource: Sendable {
  /// The only source that is played; nil plays all there is.
  let only: SourceName?
  /// To which source a bare id belongs.
  let source: SourceName
  let title: String
  let catalogue: @Sendable () async throws -> any Catalogue
  let sounds: SoundMaker
  let keeper: ModelKeeper

  /// The session source of that name, as on the command line.
  init(_ name: String, _ house: House) throws {
    switch name {
    case "demo": self.init(demo: house)
    case "catalogue": try self.init(catalogue: house)
    case "audius", "soundcloud": try self.init(live: name, house)
    default:
      throw Complaint(
        "there is no source \(name): it is one of \(Configuration.sources.joined(separator: ", "))", .usage)
    }
  }

  private init(demo house: House) {
    // Made behind the first frame: drawing its world takes longer than drawing the frame.
    let demo = Shared { DemoCatalogue() }
    (only, source, title) = (nil, .demo, "demo")
    catalogue = { try demo.value() }
    sounds = { try? demo.value().sound(of: $0) }  // the demo never fails to be made
    keeper = ModelKeeper(place: ModelPlace(path: house.paths.cache + "/demo-\(Crescendo.version).crescendo"))
  }

  private init(catalogue house: House) throws {
    let opened = Shared { try house.openCatalogue() }
    let services: [any MusicSource] = [try house.audius(), try house.soundcloud()]
    (only, source, title) = (nil, .file, "catalogue")
    let handOff = Self.handOff(house)
    catalogue = { Shelf(disk: try opened.value(), services: services, handOff: handOff) }
    sounds = { _ in nil }
    let count = { @Sendable in try await opened.value().favouriteCount() }
    let watch = CatalogueWatch(folder: house.catalogueFile.deletingLastPathComponent().path, favourites: count)
    keeper = ModelKeeper(
      place: ModelPlace(path: house.paths.model) { try await opened.value().purges() },
      grow: { try await watch.run($0) }, favourites: { try await count() })
  }

  private init(live name: String, _ house: House) throws {
    let opened = Shared { try house.openCatalogue() }
    let live = try house.source(name)
    let handOff = Self.handOff(house)
    (only, source, title) = (live.name, live.name, name)
    catalogue = { SourceCatalogue(source: live, shelf: try opened.value(), handOff: handOff) }
    sounds = { _ in nil }
    let harvest = BackgroundHarvest(
      source: try house.source(name, perSecond: 0.5, http: House.background), store: { try opened.value() },
      lock: { try house.lockCatalogue() }, journal: { try await house.openProfile().journal() })
    keeper = ModelKeeper(
      place: ModelPlace(path: house.paths.model) { try await opened.value().purges() },
      grow: { try await harvest.run($0) },
      favourites: { try await opened.value().favouriteCount() })
  }

  /// What the listener's own yt-dlp finds, where that is wished: it knows SoundCloud's pages alone.
  private static func handOff(_ house: House) -> PageHandOff? { house.configuration.usesYtDlp ? PageHandOff() : nil }

  /// Whether a track is of a source that is played here: the demo has its own alone, and nobody else has those.
  func plays(_ track: Track) -> Bool {
    only.map { $0 == track.id.source } ?? ((source == .demo) == (track.id.source == .demo))
  }

  /// What a session works with here.
  func services(_ house: House, player: @escaping @Sendable () -> any Player) -> Services {
    let (catalogue, keeper) = (catalogue, keeper)
    return Services(
      profile: { try SessionSource.profile(house, $0) }, catalogue: catalogue,
      engine: { try await keeper.engine(for: $0, $1) }, player: player, export: { try await house.exportSaved(to: $0) },
      sentence: Complaint.sentence)
  }

  /// The journal, told on to SoundCloud where the listener wishes it.
  private static func profile(_ house: House, _ say: @escaping @Sendable (String) -> Void) throws -> any Profile {
    let profile = try house.openProfileAlone()
    guard house.configuration.syncsSaves else { return profile }
    let likes = LikesSync(source: try house.soundcloud(http: House.background), record: profile)
    return ToldProfile(profile, likes, say: say)
  }
}
