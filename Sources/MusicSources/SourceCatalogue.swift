import Foundation
import Listening

/// A live source and what was kept of it, as one catalogue: known things come from the shelf, new ones from the source and
/// then stay on the shelf.
public struct SourceCatalogue: Catalogue {
  private let source: any MusicSource
  private let shelf: any Catalogue & TrackKeeper
  private let handOff: PageHandOff?
  private let enough: Int
  private let quiet: Duration

  /// Puts `source` before `shelf`.
  /// - Parameters:
  ///   - handOff: finds streams by page address where the source is not connected; nil leaves that out.
  ///   - enough: with so many tracks of the source on the shelf, none are asked for to begin with.
  ///   - quiet: a search asks the source after so long, unless it is called off by then: words are searched for as they are
  ///     typed, and each letter would be a question.
  public init(
    source: any MusicSource, shelf: any Catalogue & TrackKeeper, handOff: PageHandOff? = nil, enough: Int = 200,
    quiet: Duration = .milliseconds(300)
  ) {
    self.source = source
    self.shelf = shelf
    self.handOff = handOff
    self.enough = enough
    self.quiet = quiet
  }

  /// The tracks with these ids, as kept.
  public func tracks(_ ids: [TrackID]) async throws -> [Track] { try await shelf.tracks(ids) }

  /// The artists with these ids, as kept.
  public func artists(_ ids: [ArtistID]) async throws -> [Artist] { try await shelf.artists(ids) }

  /// What the source finds, then what is kept. A source that does not answer leaves what is kept.
  public func search(_ words: String, limit: Int) async throws -> [Favoured] {
    let kept = try await shelf.search(words, limit: limit)
    var found: [Favoured] = []
    try await Task.sleep(for: quiet)
    do {
      found = try await source.search(words, limit: limit)
    } catch let error as SourceError {
      guard !kept.isEmpty else { throw error }
    }
    // What the shelf does not take now is found all the same, and kept when it is found again.
    try? await shelf.keep(found)
    var names: Set<String> = []
    return (found + kept).filter { names.insert($0.name).inserted }.artistsFirst(limit: limit)
  }

  /// Where the sound is, asked of the source just before play.
  public func address(of track: TrackID) async throws -> StreamAddress? {
    guard track.source == source.name else { return try await shelf.address(of: track) }
    return try await source.address(of: track, kept: shelf, handOff)
  }

  /// Tracks that the source no longer had, as kept.
  public func gone(since: Date) async throws -> Set<TrackID> { try await shelf.gone(since: since) }

  /// What was harvested; while that is little, with the source's own discoveries, so that there is music at once.
  public func corpus() async throws -> Corpus {
    let kept = try await shelf.corpus()
    let count = kept.tracks.count { $0.id.source == source.name }
    guard count < enough else { return kept }
    do {
      try await shelf.keep(source.discoveries(limit: enough).map { .track($0) })
    } catch {
      guard count > 0 else { throw error }
      return kept
    }
    return try await shelf.corpus()
  }
}

extension MusicSource {
  /// Where the sound of a track is. Where the source is not connected, `handOff` finds it by the page that `shelf` has of it;
  /// what the source no longer has is noted there.
  public func address(
    of track: TrackID, kept shelf: any Catalogue & TrackKeeper, _ handOff: PageHandOff?
  ) async throws -> StreamAddress {
    do {
      return try await address(of: track)
    } catch SourceError.gone(let name) {
      // Where it cannot be noted now it is when it is asked for again.
      try? await shelf.note(gone: track, at: Date())
      throw SourceError.gone(name)
    } catch SourceError.notConnected(let name) {
      guard let handOff, let page = try await shelf.tracks([track]).first?.page else {
        throw SourceError.notConnected(name)
      }
      return try await handOff.address(ofPage: page, source: name)
    }
  }
}

extension Favoured {
  /// Its name, artists and tracks apart.
  fileprivate var name: String {
    switch self {
    case .track(let track): "track \(track.id)"
    case .artist(let artist): "artist \(artist.id)"
    }
  }
}
