import Foundation
import Listening
import Playback

/// What happened. Every answer carries the number of its question.
public enum Event: Sendable, Hashable {
  /// The listener wants something, at that instant.
  case command(Command, at: Date)
  /// The player says something, at that instant.
  case player(PlayerEvent, at: Date)
  /// The player can be told things.
  case playerReady
  /// The journal was read.
  case profileOpened(Journal)
  /// The journal cannot be read or written: the sentence says what to do.
  case profileFailed(String)
  /// An act is durable.
  case recorded(Interaction, ticket: Int)
  /// An act could not be written.
  case recordFailed(ticket: Int, sentence: String)
  /// The engine is being made; the share done, 0 to 1.
  case engineTraining(Double)
  /// The engine can be asked.
  case engineReady
  /// There is no engine: the sentence says what to do.
  case engineFailed(String)
  /// Tracks that their sources no longer had when they were asked for last: not proposed.
  case foundGone(Set<TrackID>)
  /// The engine has moved to this revision.
  case learned(Revision)
  /// An answer to a question.
  case refilled(question: Int, Refill)
  /// A question could not be answered.
  case refillFailed(question: Int, sentence: String)
  /// The time to ask again has come.
  case reminded
  /// The address of an entry's sound.
  case resolved(EntryID, StreamAddress)
  /// An entry has no sound to be played; where `isPassing`, it may have later.
  case unresolvable(EntryID, sentence: String, isPassing: Bool)
  /// What a search found.
  case found(words: String, [Favoured])
  /// A search could not be made.
  case searchFailed(words: String, sentence: String)
  /// What the engine believes.
  case tasted(Taste, names: [ArtistID: String])
  /// How well known saved tracks are now, for the ledger of ears.
  case counted([TrackID: Exposure])
  /// What a new listener may pick favourites from: well known, each of another kind.
  case suggested([Favoured])
  /// A file of saved tracks was written, or was not: the sentence says which and why.
  case exported(String, isWritten: Bool)
  /// Something worth telling that is nobody's answer.
  case noted(String)
}
