import Foundation
import Listening

/// What a listener's own app at SoundCloud is known by, and the tokens it was given. Never printed, never logged.
public struct SoundCloudCredentials: Codable, Sendable, Hashable {
  /// The app's public name.
  public var clientID: String
  /// The app's secret.
  public var clientSecret: String
  /// The token in use.
  public var token: Token?

  /// A token and what comes after it.
  public struct Token: Codable, Sendable, Hashable {
    /// Sent with each question.
    public var access: String
    /// Good for one renewal; a new one comes with it.
    public var refresh: String?
    /// When `access` ends.
    public var expires: Date
    /// Whether the token speaks for the listener, or only for the app.
    public var isListeners: Bool

    /// States a token.
    public init(access: String, refresh: String?, expires: Date, isListeners: Bool) {
      self.access = access
      self.refresh = refresh
      self.expires = expires
      self.isListeners = isListeners
    }
  }

  /// States credentials.
  public init(clientID: String, clientSecret: String, token: Token? = nil) {
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.token = token
  }
}

/// Where credentials are kept.
///
/// Contract: what `store` took survives the loss of power when it returns, and nobody else on the machine may read it.
public protocol CredentialStore: Sendable {
  /// What is kept; nil where nothing is.
  func load() throws -> SoundCloudCredentials?
  /// Keeps these instead; nil forgets.
  func store(_ credentials: SoundCloudCredentials?) throws
}
