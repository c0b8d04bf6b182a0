/// What a listener can do that is worth remembering. Each case carries all that is needed to read it alone.
public enum Act: Hashable, Sendable {
  /// The track is kept.
  case save(Track)
  /// The track is never wanted again.
  case discard(Track, heard: Listened)
  /// The track is not wanted for a while.
  case notNow(Track)
  /// The verdict on the track is taken off, back to none.
  case clear(Track)
  /// The track was left without a verdict.
  case skip(Track, heard: Listened)
  /// The track was heard to its end.
  case finish(Track, heard: Listened)
  /// A favourite was named, of any fame.
  case name(Favoured)
  /// The act of that revision no longer counts.
  case undo(Revision)
  /// The undone act of that revision counts again.
  case redo(Revision)

  /// The track it is about, if it is about one.
  public var track: Track? {
    switch self {
    case .save(let track), .notNow(let track), .clear(let track), .discard(let track, _), .skip(let track, _),
      .finish(let track, _):
      track
    case .name(.track(let track)): track
    case .name(.artist), .undo, .redo: nil
    }
  }
}

extension Act {
  /// Whether `undo` takes this act back. Hearing a track to its end is no decision.
  public var isUndoable: Bool {
    switch self {
    case .save, .discard, .notNow, .clear, .skip, .name: true
    case .finish, .undo, .redo: false
    }
  }

  /// Whether the act sets or takes off a verdict.
  public var isOpinion: Bool {
    switch self {
    case .save, .discard, .notNow, .clear: true
    case .skip, .finish, .name, .undo, .redo: false
    }
  }

  /// The verdict that the act gives.
  public var verdict: Verdict? {
    switch self {
    case .save: .saved
    case .discard: .discarded
    case .notNow: .notNow
    default: nil
    }
  }

  /// How much was heard, where the act says so.
  public var heard: Listened? {
    switch self {
    case .discard(_, let heard), .skip(_, let heard), .finish(_, let heard): heard
    default: nil
    }
  }

  /// The act that this one takes back or brings back.
  public var target: Revision? {
    switch self {
    case .undo(let target), .redo(let target): target
    default: nil
    }
  }
}
