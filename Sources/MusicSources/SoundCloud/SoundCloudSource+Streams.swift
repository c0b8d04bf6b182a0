import Foundation
import Listening

/// Where the sound is: asked with the token, given to the player without it.
extension SoundCloudSource {
  /// The signed address of the best stream, good for about five minutes: asked for just before play.
  public func address(of track: TrackID) async throws -> StreamAddress {
    let url = try door.address("tracks/\(door.urn("tracks", track.key))/streams")
    let streams = try await door.one(SoundCloudAnswers.Streams.self, url, what: "this stream")
    for text in streams.inOrder {
      if let url = URL(string: text), url.hasOrigin(of: door.api), let address = try await signed(url) {
        return address
      }
    }
    throw SourceError.notPlayable(.soundcloud)
  }

  /// Where a stream's address leads. One that has run out already, by the service's clock, is asked for once more with a fresh
  /// token; what comes then is for the player to try.
  private func signed(_ url: URL) async throws -> StreamAddress? {
    guard let first = try await redirect(url) else { return nil }
    guard Signature.hasEnded(first.address, now: first.date) else { return Self.stream(first.address) }
    _ = try await door.keeper.renewed(spent: door.keeper.token())
    return try await redirect(url).flatMap { Self.stream($0.address) }
  }

  /// An address on the hosts that SoundCloud's streams are on; nil for any other.
  private static func stream(_ address: String) -> StreamAddress? {
    guard let url = URL(string: address), url.scheme == "https", let host = url.host,
      host == "playback.media-streaming.soundcloud.cloud" || host.hasSuffix(".sndcdn.com")
    else { return nil }
    return StreamAddress(web: address)
  }

  /// Where a stream's address leads, and when the service said so. A format that is refused or gone leaves the next one to try.
  private func redirect(_ url: URL) async throws -> (address: String, date: Date)? {
    do {
      return try await door.ask(.head, url, what: "this stream") { response in
        // Not by this machine's clock: five minutes ahead of it every address would have run out.
        let date = response.headers["date"].flatMap(ServiceDate.parse) ?? Date()
        return response.headers["location"].map { ($0, date) }
      }
    } catch SourceError.gone {
      return nil
    } catch SourceError.refused {
      return nil
    }
  }
}

/// The end of a signed address, as far as it is written in it.
enum Signature {
  /// Whether `expires`, in seconds since 1970, lies behind.
  static func hasEnded(_ address: String, now: Date) -> Bool {
    let items = URLComponents(string: address)?.queryItems ?? []
    let end = items.first { $0.name.lowercased() == "expires" }?.value.flatMap(Double.init)
    return end.map { $0 < now.timeIntervalSince1970 } ?? false
  }
}
