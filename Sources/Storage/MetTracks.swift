import Listening
import Synchronization

/// Tracks and artists that were stored lately, so that one met again unchanged costs no writing. Bounded.
final class MetTracks: Sendable {
  private struct Kept {
    var tracks: [TrackID: (number: Int64, fingerprint: Int)] = [:]
    var artists: [ArtistID: (number: Int64, fingerprint: Int)] = [:]
  }
  private let kept = Mutex(Kept())
  private static let most = 100_000

  /// The number of a track: that of the row where it is stored just as it is, and what `store` answers otherwise.
  func number(of track: Track, store: () throws -> Int64) rethrows -> Int64 {
    let fingerprint = track.fingerprint
    if let known = kept.withLock({ $0.tracks[track.id] }), known.fingerprint == fingerprint { return known.number }
    let number = try store()
    kept.withLock { kept in
      if kept.tracks.count >= Self.most { kept.tracks = [:] }
      kept.tracks[track.id] = (number, fingerprint)
    }
    return number
  }

  /// The same for an artist.
  func number(of artist: Artist, store: () throws -> Int64) rethrows -> Int64 {
    let fingerprint = artist.fingerprint
    if let known = kept.withLock({ $0.artists[artist.id] }), known.fingerprint == fingerprint { return known.number }
    let number = try store()
    kept.withLock { kept in
      if kept.artists.count >= Self.most { kept.artists = [:] }
      kept.artists[artist.id] = (number, fingerprint)
    }
    return number
  }

  /// Forgets all: some of it may have been taken back.
  func forget() { kept.withLock { $0 = Kept() } }
}

extension Track {
  /// A number decided by all that is stored of it.
  fileprivate var fingerprint: Int {
    var hasher = Hasher()
    for text in [id.key, title, artist.id.key, artist.name, page ?? ""] { hasher.add(text) }
    for tag in tags { hasher.add(tag) }
    for number in [exposure.plays, exposure.favourites, exposure.followers] { hasher.combine(number) }
    hasher.combine(duration)
    return hasher.finalize()
  }
}

extension Artist {
  /// A number decided by all that is stored of it.
  fileprivate var fingerprint: Int {
    var hasher = Hasher()
    for text in [id.key, name, page ?? ""] { hasher.add(text) }
    for tag in tags { hasher.add(tag) }
    hasher.combine(followers)
    return hasher.finalize()
  }
}

extension Hasher {
  /// Adds a text by its bytes. Its own hash asks the tables of Unicode about every sign that is not ASCII.
  fileprivate mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    combine(text.utf8.count)
  }
}
