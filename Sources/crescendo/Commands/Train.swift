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

  @OptionGroup var place: Place

  @Flag(help: "Begin anew, whatever model there is.")
  var anew = false

  @Option(help: "Decides every draw.")
  var seed: UInt64 = 1

  @Flag(help: "One JSON document about the model.")
  var json = false

  func run() throws {
    let house = try place.house()
    let corpus = try waiting { try await house.openCatalogue().corpus() }
    let old = anew ? nil : Self.model(at: house.paths.model)
    let note = ProgressNote()
    let trained = try Trainer(corpus, seed: seed, from: old).train { share in
      note.show("training, \(Int(share * 100)) %", share: share)
      return true
    }
    try trained.write(to: house.paths.model)
    note.end()
    let report = Report(
      tracks: corpus.tracks.count, listeners: corpus.listenerCount, favourites: corpus.favourites.count,
      seconds: note.seconds, model: house.paths.model)
    if json { return try Output.json(report) }
    Output.line(
      "a model of \(Output.count(report.tracks, "track")) from \(Output.count(report.favourites, "favourite")) of "
        + "\(Output.count(report.listeners, "listener")), in \(Int(report.seconds.rounded())) s: \(report.model)")
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
    let tracks: Int
    let listeners: Int
    let favourites: Int
    let seconds: Double
    let model: String
  }
}
