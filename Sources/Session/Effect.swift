import Foundation
import Listening
import Playback

/// Work outside, as data: what `update` wants done. The runner does it and answers with events.
public enum Effect: Sendable, Hashable {
  /// Write an act, and the chance its track was drawn with; answered by `recorded` or `recordFailed` with the ticket.
  case record(Act, at: Date, propensity: Double?, ticket: Int)
  /// Open the profile, which could not be opened before; answered by `profileOpened` or `profileFailed`.
  case openProfile
  /// Move the engine to this journal; answered by `learned`.
  case learn(Journal)
  /// Ask the engine; answered by `refilled` or `refillFailed` with the question's number.
  case ask(question: Int, RecommendationRequest)
  /// Ask the engine what it believes; answered by `tasted`.
  case taste
  /// Find out where an entry's sound is; answered by `resolved` or `unresolvable`.
  case resolve(EntryID, TrackID)
  /// Nobody waits for an entry's sound any more.
  case callOff(EntryID)
  /// Tell the player.
  case player(PlayerCommand)
  /// Look for names; answered by `found`.
  case search(String)
  /// Say `reminded` after so many seconds.
  case remind(after: Double)
  /// End the session.
  case quit
}
