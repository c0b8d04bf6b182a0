import ArgumentParser
import Foundation
import Listening
import Playback
import Runtime
import Session
import Settings

/// `crescendo session --json`: the session for other programs, without screen or sound.
struct HeadlessSession: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "The session for other programs: commands in, JSON out, a line each.",
    discussion: """
      Commands: status, next, save [ID], discard [ID], skip, later [ID], undo, redo, name ARTIST-OR-TRACK-ID, radar DEPTH, queue N, quit.
      """)

  @OptionGroup var place: HomeOptions

  @Flag(help: "Lines of JSON (the only form there is).")
  var json = false

  @Option(help: "Where tracks come from.", completion: .list(Configuration.sources))
  var source: String?

  @Option(
    help: "How far under the radar: open, easy, medium, hard.", completion: .list(RadarDepth.allCases.map(\.rawValue)))
  var radar: String?

  @Flag(
    inversion: .prefixedNo, help: "Whether one slot in ten may be drawn to learn something new; else as configured.")
  var exploration: Bool?

  func run() throws {
    let house = try place.house()
    let source = try SessionSource(self.source ?? house.configuration.source, house)
    var services = source.services(house) { SilentPlayer() }
    // A program's acts are worth nothing where they cannot be kept: it is told so before the first.
    let (open, opened) = (services.profile, services.catalogue)
    let profile = try waiting {
      let profile = try await open(Output.note)
      _ = try await profile.journal()
      return profile
    }
    services.profile = { _ in profile }
    services.catalogue = { AnySound(try await opened()) }
    let depth = try radar.map(Listen.depth) ?? house.configuration.radar ?? Configuration.usualRadar
    let state = State(
      depth: depth, explores: explores(house.configuration), startsPaused: false, needsSound: false,
      source: source.only,
      lock: 0)
    let loop = HeadlessLoop(state, services) { try source.named($0) }
    loop.run(lines: { readLine() }, write: Output.line)
  }

  /// Whether something may be drawn: as said now, as configured.
  func explores(_ configuration: Configuration) -> Bool { exploration ?? configuration.exploration }
}

extension SessionSource {
  /// What the catalogue calls by an id; a bare one belongs to the session's source.
  fileprivate func named(_ word: String) throws -> (track: Track?, artist: Artist?) {
    let (catalogue, source) = (catalogue, source)
    return try waiting {
      let catalogue = try await catalogue()
      let track = TrackID(parsing: word, fallback: source)
      let artist = ArtistID(parsing: word, fallback: source)
      return (
        try await catalogue.tracks([track].compactMap { $0 }).first,
        try await catalogue.artists([artist].compactMap { $0 }).first
      )
    }
  }
}
