import ArgumentParser
import Foundation
import Listening
import MusicSources
import Settings

/// `crescendo harvest SOURCE`: collects favourites.
struct Harvest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "harvest", abstract: "Collect favourites from a service; ended at any moment, it goes on where it was."
  )

  @OptionGroup var place: HomeOptions

  @Argument(help: "audius or soundcloud.", completion: .list(["audius", "soundcloud"]))
  var source: String

  @Option(
    name: .customLong("from"), parsing: .upToNextOption,
    help:
      """
      Where to begin: me, user PAGE, artist PAGE or tag NAME; without it, what Audius holds to be under the radar, or your own likes and \
      those of whom you follow at SoundCloud.
      """
  )
  var start: [String] = []

  @Option(help: "Stop when so many favourites are stored, those of before included.")
  var favourites = 100_000

  @Option(help: "Questions a second, at most: up to 10, and up to 2 at Audius without a key.")
  var rate = 2.0

  func validate() throws {
    guard favourites > 0 else { throw ValidationError("--favourites is how many to store: give 1 or more.") }
  }

  func run() throws {
    let house = try place.house()
    let start = try Self.start(start)
    // Whoever asks Audius without a key shares one limit with all others who do.
    let most = source == "audius" && house.configuration.audiusKey == nil ? 2 : 10
    guard rate > 0, rate <= Double(most) else {
      throw Complaint("--rate is above 0 and at most \(most) questions a second", .usage)
    }
    let lock = try house.lockCatalogue()
    defer { withExtendedLifetime(lock) {} }
    let harvester = try house.harvester(source, perSecond: rate)
    let note = ProgressNote()
    let (wanted, words) = (favourites, self.start)
    let end = try waiting(calledOff: "called off: all that came is kept, and the same command goes on from there", note)
    {
      try await Self.seed(harvester, start, words)
      return try await harvester.run(wanted: wanted) { report in
        note.show(Self.words(report), secondsLeft: report.secondsLeft, atOnce: report.waitsUntil != nil)
        return true
      }
    }
    Output.line(Self.words(end))
    if end.isIdle, end.progress.favourites >= wanted {
      Output.note("as many as \(wanted) were there already: give --favourites a larger number to collect more")
    }
    Output.note("`crescendo train` learns from them; a session does so by itself.")
  }

  /// Begins where the listener said; a name that the source does not have, or has nothing of, is mistyped.
  private static func seed(_ harvester: Harvester, _ start: HarvestStart, _ words: [String]) async throws {
    let named = words.joined(separator: " ")
    do {
      guard try await harvester.seed(start) > 0 || words.isEmpty else {
        throw Complaint("there is nothing to begin with at \(named)", .unavailable)
      }
    } catch SourceError.gone(let name) where !words.isEmpty {
      throw Complaint("\(name.rawValue) has no \(named): look its address up there", .unavailable)
    }
  }

  private static func start(_ words: [String]) throws -> HarvestStart {
    switch (words.first, words.dropFirst().joined(separator: " ")) {
    case (nil, _): .discoveries
    case ("me", ""): .me
    case ("user", let page) where !page.isEmpty: .user(page: page)
    case ("artist", let page) where !page.isEmpty: .artist(page: page)
    case ("tag", let name) where !name.isEmpty: .tag(name)
    default: throw Complaint("--from is me, user PAGE, artist PAGE or tag NAME", .usage)
    }
  }

  private static func words(_ report: HarvestReport) -> String {
    let progress = report.progress
    let counts = [
      Output.count(progress.favourites, "favourite"), Output.count(progress.tracks, "track"),
      Output.count(progress.listeners, "listener"), Output.count(progress.pages, "page"),
    ].joined(separator: ", ")
    let rate = report.perSecond.map { ", \(Int($0)) a second" } ?? ""
    let limit = report.limit == .service ? ", as fast as the service lets us" : ", as fast as this machine goes"
    return counts + rate + limit + (report.note.map { "; \($0.sentence)" } ?? "")
  }
}
