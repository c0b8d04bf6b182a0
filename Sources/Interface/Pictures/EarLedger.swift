import Foundation
import Listening
import Session

/// How well known the artists were when the listener saved them, and how well known they are now.
struct EarLedger: Hashable, Sendable {
  /// One saved track.
  struct Entry: Hashable, Sendable {
    let row: Interaction
    let track: Track
    /// How many had heard it when it was saved.
    let then: Int
    /// How many have now; nil where that was not looked up, or is known by another measure alone.
    let now: Int?

    /// How many times as many; nil where there is no figure of today, or none then.
    var growth: Double? { now.flatMap { then > 0 ? Double($0) / Double(then) : nil } }
  }

  /// Those that grew most first, then the least known.
  let entries: [Entry]
  let artists: Set<ArtistID>
  /// A few sentences that say the whole.
  let words: [String]

  init(_ session: State) {
    let saved = session.journal.tracks(with: .saved)
    let all = saved.compactMap { row -> Entry? in
      guard let track = row.act.track, let then = track.exposure.heardBy else { return nil }
      let growth = session.exposures[track.id].flatMap(track.exposure.growth)
      return Entry(row: row, track: track, then: growth?.then ?? then, now: growth?.now)
    }
    entries = all.sorted {
      ($1.growth ?? 0, $0.then, $1.row.revision) < ($0.growth ?? 0, $1.then, $0.row.revision)
    }
    artists = Set(entries.map(\.track.artist.id))
    words = Self.words(entries, artists: artists.count)
  }

  private static func words(_ entries: [Entry], artists: Int) -> [String] {
    let heard = entries.map(\.then).sorted()
    guard let least = heard.first else { return [] }
    guard entries.count > 1 else { return ["1 track, heard by \(Words.count(least)) when you saved it"] }
    let half =
      "\(Words.many(entries.count, "track")) by \(Words.many(artists, "artist")); half of them were heard by \(Words.count(heard[(heard.count - 1) / 2])) or fewer when you saved them, the least known by \(Words.count(least))"
    let grown = entries.filter { ($0.growth ?? 0) > 1 }.count
    return [half] + (grown > 0 ? ["\(Words.many(grown, "track")) found more listeners since"] : [])
  }

  /// A figure's place between 1 and ten million, by its number of digits: each step of one seventh is ten times as many.
  static func share(_ count: Int) -> Double { min(1, log10(Double(max(1, count))) / 7) }
}
