import ArgumentParser
import Foundation
import Listening
import Recommender
import Settings
import Storage

/// `crescendo train`: the base model from the catalogue's favourites.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Build the base model from the catalogue, or go on from the one there is.")

  @OptionGroup var place: HomeOptions

  @Flag(help: "Begin anew, whatever model there is.")
  var anew = false

  @Option(help: "Decides every draw.")
  var seed: UInt64 = 1

  @Flag(help: "One JSON document about the model.")
  var json = false

  func run() throws {
    let house = try place.house()
    let note = ProgressNote()
    let report = try waiting(calledOff: "called off: the model is as it was", note) { try await learn(house, note) }
    if json { return try Output.json(report) }
    Output.line(
      "a model of \(Output.count(report.tracks, "track")) from \(Output.count(report.favourites, "favourite")) of "
        + "\(Output.count(report.listeners, "listener")), in \(Int(report.seconds.rounded())) s: \(report.model)")
  }

  private func learn(_ house: House, _ note: ProgressNote) async throws -> Report {
    let (catalogue, path) = (try house.openCatalogue(), house.paths.model)
    let old = anew ? nil : Self.model(at: path)
    if let old, try await catalogue.favouriteCount() == old.favouriteCount, try await old.isMade(of: catalogue.corpus())
    {
      let all = Output.count(old.favouriteCount, "favourite")
      Output.note("nothing has changed: the model knows all \(all) already, and --anew makes it again")
      return Report(old, at: path)
    }
    var report = Report(model: path)
    _ = try await ModelPlace(path: path) { try await catalogue.purges() }.keep {
      let corpus = try await catalogue.corpus()
      (report.tracks, report.listeners) = (corpus.tracks.count, corpus.listenerCount)
      report.favourites = corpus.favourites.count
      return try Trainer(corpus, seed: seed, from: old).train { share in
        note.show("training, \(Int(share * 100)) %", share: share)
        return true
      }
    }
    report.seconds = note.seconds
    return report
  }

  /// The model to go on from; one that cannot be read is made anew, and that is said.
  private static func model(at path: String) -> Model? {
    do {
      return try Model(path: path)
    } catch {
      if let words = error.whyAnew { Output.note(words) }
      return nil
    }
  }

  private struct Report: Encodable {
    var tracks = 0
    var listeners = 0
    var favourites = 0
    var seconds = 0.0
    let model: String

    init(model: String) { self.model = model }

    init(_ model: Model, at path: String) {
      (tracks, listeners, favourites) = (model.trackCount, model.listenerCount, model.favouriteCount)
      self.model = path
    }
  }
}
