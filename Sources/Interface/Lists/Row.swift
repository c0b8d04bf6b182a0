import Listening
import Playback
import Session
import TextUI

/// One row of a list: what it stands for. Its text is made only where it is drawn or filtered.
enum Row: Hashable, Sendable {
  /// The track that plays.
  case playing(QueuedTrack)
  /// A track of the queue, with its place.
  case queued(QueuedTrack, number: Int)
  /// An act of the journal.
  case act(Interaction)
  /// Something that may be, or was, named.
  case favoured(Favoured)
  /// An artist near to the taste.
  case artist(ArtistID, name: String, closeness: Double)
  /// A tag with what was saved and left of it; bars are drawn against the most of any.
  case tag(TagCount, most: Int)
  /// A saved track in the ledger of ears.
  case ear(EarLedger.Entry)
  case action(Action)
  case spoken(SpokenCommand)
  case notice(Notice)
  case theme(Theme)
  case line(Line, number: Int)
  /// A line of a picture; drawn across all columns and never highlighted.
  case picture(Picture, number: Int)
  /// Something that is set, and the action that changes it.
  case setting(String, String, Action?)
  /// Leave the first screen and listen.
  case start

  /// What a row is, however the list around it changes.
  enum ID: Hashable, Sendable {
    case entry(EntryID)
    case revision(Revision)
    case track(TrackID)
    case artist(ArtistID)
    case name(String)
    case number(Int)
  }

  var id: ID {
    switch self {
    case .playing(let entry), .queued(let entry, _): .entry(entry.id)
    case .act(let interaction): .revision(interaction.revision)
    case .favoured(.track(let track)): .track(track.id)
    case .favoured(.artist(let artist)): .artist(artist.id)
    case .artist(let id, _, _): .artist(id)
    case .action(let action): .name(action.name)
    case .spoken(let command): .name(":" + command.name)
    case .notice(let notice): .number(notice.number)
    case .theme(let theme): .name(theme.name)
    case .line(_, let number), .picture(_, let number): .number(-number - 1)
    case .tag(let count, _): .name(count.tag)
    case .ear(let entry): .revision(entry.row.revision)
    case .setting(let name, _, _): .name("set " + name)
    case .start: .name("")
    }
  }

  /// The track it is about.
  var track: Track? {
    switch self {
    case .playing(let entry), .queued(let entry, _): entry.track
    case .act(let interaction): interaction.act.track
    case .favoured(.track(let track)): track
    case .ear(let entry): entry.track
    default: nil
    }
  }

  /// Whether it may be highlighted. Headings and pictures are passed over where other rows are near.
  var isChoosable: Bool {
    switch self {
    case .picture, .line: false
    default: true
    }
  }

  /// What it is on stage or in the queue.
  var entry: QueuedTrack? {
    switch self {
    case .playing(let entry), .queued(let entry, _): entry
    default: nil
    }
  }

  /// How its track was chosen.
  var proposal: Proposal? { entry?.proposal }

  /// What a listener names by it.
  var favoured: Favoured? {
    if let track { return .track(track) }
    switch self {
    case .act(let interaction): if case .name(let favoured) = interaction.act { return favoured }
    case .favoured(let favoured): return favoured
    case .artist(let id, let name, _): return .artist(Artist(id: id, name: name))
    default: break
    }
    return nil
  }

  /// The address of its page.
  var page: String? {
    if let track { return track.page }
    if case .artist(let artist) = favoured { return artist.page }
    return nil
  }
}

/// A line of words, with a name before them or without.
struct Line: Hashable, Sendable {
  var label = ""
  var text: String
  var role = Role.text

  init(_ text: String, _ role: Role = .text) {
    self.text = text
    self.role = role
  }

  init(_ label: String, _ text: String, _ role: Role = .text) {
    self.label = label
    self.text = text
    self.role = role
  }
}
