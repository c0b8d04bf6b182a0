import ArgumentParser
import DemoCatalogue
import Foundation
import Listening
import Playback
import Recommender
import Runtime
import Settings
import Storage

/// Where a session's tracks come from: the catalogue, the sound inside the program, and the model that goes with them.
struct Stage: Sendable {
  let source: SourceName
  let title: String
  let catalogue: @Sendable () async throws -> any Catalogue
  let sounds: SoundMaker
  let keeper: ModelKeeper

  /// The stage of a source's name, as on the command line.
  init(_ name: String, _ house: House) throws {
    switch name {
    case "demo": self.init(demo: house)
    case "catalogue": self.init(catalogue: house)
    default:
      throw Complaint(
        "there is no source \(name): it is one of \(Configuration.sources.joined(separator: ", "))", .validationFailure)
    }
  }

  private init(demo house: House) {
    let demo = DemoCatalogue()
    source = .demo
    title = "demo"
    catalogue = { demo }
    sounds = { demo.sound(of: $0) }
    keeper = ModelKeeper(path: house.paths.cache + "/demo-\(Crescendo.version).crescendo")
  }

  private init(catalogue house: House) {
    let opened = Shared { try house.openCatalogue() }
    source = .file
    title = "catalogue"
    catalogue = { try opened.value() }
    sounds = { _ in nil }
    keeper = ModelKeeper(path: house.paths.model) { try await opened.value().counts().favourites }
  }

  /// What a session works with here; `profile` says how the journal is opened.
  func services(_ house: House, player: @escaping @Sendable () -> any Player) -> Services {
    let (catalogue, keeper) = (catalogue, keeper)
    return Services(
      profile: { try house.openProfileAlone() }, catalogue: catalogue,
      engine: { try await keeper.engine(for: $0, $1) }, player: player, sentence: Complaint.sentence)
  }
}
