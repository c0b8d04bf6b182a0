import Foundation
import Listening
import MusicSources
import Settings
import Storage

/// The doors to the services, with the listener's addresses and credentials.
extension House {
  /// Audius, at so many questions a second.
  func audius(perSecond: Double = 2, http: any HTTPClient = client) throws -> AudiusSource {
    AudiusSource(
      api: try address("audius.api", "https://api.audius.co/v1"), key: configuration.audiusKey, http: http,
      perSecond: perSecond, backoff: Self.audiusBackoff)
  }

  /// SoundCloud, with the listener's own app, at so many questions a second.
  func soundcloud(perSecond: Double = 2, http: any HTTPClient = client) throws -> SoundCloudSource {
    SoundCloudSource(
      api: try soundcloudAPI(), auth: try soundcloudAuth(), store: credentials, http: http, perSecond: perSecond,
      backoff: Self.soundcloudBackoff, signInBackoff: Self.signInBackoff)
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
  func source(_ name: String, perSecond: Double = 2, http: any HTTPClient = client) throws -> any MusicSource {
    switch name {
    case "audius": try audius(perSecond: perSecond, http: http)
    case "soundcloud": try soundcloud(perSecond: perSecond, http: http)
    default: throw Complaint("there is no service \(name): it is audius or soundcloud", .usage)
    }
  }

  /// A harvest from the source of a name into the catalogue; its answers are kept until they are stored.
  func harvester(_ name: String, perSecond: Double) throws -> Harvester {
    let answers = keptAnswers(of: name)
    let source = try source(name, perSecond: perSecond, http: answers)
    return Harvester(source: source, store: try openCatalogue(), answers: answers)
  }

  /// The answers of a source that a harvest has not stored yet. Those of one account are no matter of another's.
  func keptAnswers(of name: String) -> KeptAnswers {
    KeptAnswers(Self.client, in: URL(fileURLWithPath: paths.cache + "/answers/" + name))
  }

  static let client = CurlClient(agent: "crescendo/\(Crescendo.version)")
  /// For what goes on behind a session: an answer that hangs there must not hold up the next track.
  static let background = CurlClient(agent: "crescendo/\(Crescendo.version)")

  // A session asks a service through several doors: all of them leave it alone when it asks one to.
  private static let audiusBackoff = Backoff()
  private static let soundcloudBackoff = Backoff()
  private static let signInBackoff = Backoff()

  private func soundcloudAPI() throws -> URL { try address("soundcloud.api", "https://api.soundcloud.com") }
  private func soundcloudAuth() throws -> URL { try address("soundcloud.auth", "https://secure.soundcloud.com") }

  private func address(_ name: String, _ standard: String) throws -> URL {
    let text = configuration.addresses[name] ?? standard
    guard let url = URL(string: text) else { throw Complaint("sources.\(name) is no address: \(text)", .badData) }
    return url
  }
}
