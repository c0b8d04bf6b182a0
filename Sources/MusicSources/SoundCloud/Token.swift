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

extension SoundCloudCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Nothing of what it holds.
  public var description: String { "SoundCloudCredentials(hidden)" }
  /// Nothing of what it holds.
  public var debugDescription: String { description }
  /// Nothing of what it holds.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension SoundCloudCredentials.Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Nothing of what it holds.
  public var description: String { "Token(hidden)" }
  /// Nothing of what it holds.
  public var debugDescription: String { description }
  /// Nothing of what it holds.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
