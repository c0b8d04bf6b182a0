import Foundation
import Listening
import MusicSources
import Settings
import Storage

/// The doors to the services, with the listener's addresses and credentials.
extension House {
  /// Audius, at so many questions a second.
  func audius(perSecond: Double = 2) throws -> AudiusSource {
    AudiusSource(
      api: try address("audius.api", "https://api.audius.co/v1"), key: configuration.audiusKey, http: Self.client,
      perSecond: perSecond)
  }

  /// SoundCloud, with the listener's own app, at so many questions a second.
  func soundcloud(perSecond: Double = 2) throws -> SoundCloudSource {
    SoundCloudSource(
      api: try soundcloudAPI(), auth: try soundcloudAuth(), store: credentials, http: Self.client, perSecond: perSecond)
  }

  /// The way to connect SoundCloud.
  func soundcloudConnection() throws -> SoundCloudConnection {
    SoundCloudConnection(api: try soundcloudAPI(), auth: try soundcloudAuth(), store: credentials, http: Self.client)
  }

  /// Where SoundCloud's credentials are kept.
  var credentials: CredentialFile {
    CredentialFile(URL(fileURLWithPath: paths.configuration + "/soundcloud.json"))
  }

  /// The source of a name, at so many questions a second.
  func source(_ name: String, perSecond: Double = 2) throws -> any MusicSource {
    switch name {
    case "audius": try audius(perSecond: perSecond)
    case "soundcloud": try soundcloud(perSecond: perSecond)
    default: throw Complaint("there is no service \(name): it is audius or soundcloud", .usage)
    }
  }

  private static let client = CurlClient(agent: "crescendo/\(Crescendo.version)")

  private func soundcloudAPI() throws -> URL { try address("soundcloud.api", "https://api.soundcloud.com") }
  private func soundcloudAuth() throws -> URL { try address("soundcloud.auth", "https://secure.soundcloud.com") }

  private func address(_ name: String, _ standard: String) throws -> URL {
    let text = configuration.addresses[name] ?? standard
    guard let url = URL(string: text) else { throw Complaint("sources.\(name) is no address: \(text)", .badData) }
    return url
  }
}
