import Listening
import Playback

/// What a session works with, given by the program. Nothing is opened before the first frame is shown.
public struct Services: Sendable {
  /// Opens the journal on disk; what is to be said of it later goes to the listener.
  public var profile: @Sendable (_ say: @escaping @Sendable (String) -> Void) async throws -> any Profile
  /// Opens the catalogue.
  public var catalogue: @Sendable () async throws -> any Catalogue
  /// Makes the engine; may go on afterwards and tell of a better one.
  public var engine:
    @Sendable (any Catalogue, @escaping @Sendable (EngineNews) -> Void) async throws -> any RecommendationEngine
  /// Makes the player, which does its own loading on a thread of its own.
  public var player: @Sendable () -> any Player
  /// Writes the saved tracks into a file, and answers with a sentence about it.
  public var export: @Sendable (String) async throws -> String
  /// Hears what happens, and keeps nobody waiting.
  public var announce: @Sendable (HookEvent) -> Void = { _ in }
  /// One sentence for the listener that says what to do about an error.
  public var sentence: @Sendable (any Error) -> String

  /// Names the services.
  public init(
    profile: @escaping @Sendable (_ say: @escaping @Sendable (String) -> Void) async throws -> any Profile,
    catalogue: @escaping @Sendable () async throws -> any Catalogue,
    engine:
      @escaping @Sendable (any Catalogue, @escaping @Sendable (EngineNews) -> Void) async throws ->
      any RecommendationEngine,
    player: @escaping @Sendable () -> any Player,
    export: @escaping @Sendable (String) async throws -> String,
    sentence: @escaping @Sendable (any Error) -> String
  ) {
    self.profile = profile
    self.catalogue = catalogue
    self.engine = engine
    self.player = player
    self.export = export
    self.sentence = sentence
  }
}

/// What the making of an engine has to tell.
public enum EngineNews: Hashable, Sendable {
  /// It is being trained; the share done, 0 to 1.
  case training(Double)
  /// It works with a newer base model from now on.
  case renewed
  /// Something the listener should know.
  case note(String)
}
