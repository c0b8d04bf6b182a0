import Foundation
import Listening
import Playback

/// Undo and redo: rows of the journal like any other act, without limit and across restarts.
extension State {
  mutating func undo(_ revision: Revision?, at date: Date) -> [Effect] {
    guard pending.isEmpty else { return wait(.undo(revision), at: date) }
    let target = revision.map { wanted in journal.interactions.first { $0.revision == wanted } } ?? journal.undoable
    guard let target, target.act.isUndoable, journal.counts(target.revision) else {
      say("nothing to undo", .warning)
      return []
    }
    say("Took back: \(Self.plainWords(for: target.act))  (U redoes)", .verdict)
    return record(.undo(target.revision), at: date)
  }

  mutating func redo(_ revision: Revision?, at date: Date) -> [Effect] {
    guard pending.isEmpty else { return wait(.redo(revision), at: date) }
    let target = revision.map { wanted in journal.interactions.first { $0.revision == wanted } } ?? journal.redoable
    guard let target, !journal.counts(target.revision) else {
      say("nothing to redo", .warning)
      return []
    }
    say("Again: \(Self.plainWords(for: target.act))  (u undoes)", .verdict)
    return record(.redo(target.revision), at: date)
  }

  /// An act must be on disk, and so have a number, before it can be undone.
  private mutating func wait(_ command: Command, at date: Date) -> [Effect] {
    deferred.append(Deferred(command: command, date: date))
    return []
  }

  /// What an undo or a redo that is on disk means for the stage and the queue.
  mutating func turned(by act: Act) -> [Effect] {
    switch act {
    case .undo(let revision):
      guard let turned = self.act(revision), let track = turned.track else { return [] }
      // An older verdict may count again: what it sends away must not come next.
      let isSentAway = [.discarded, .notNow].contains(verdict(on: track.id))
      guard turned.leavesTrack || isSentAway else { return [] }
      if isSentAway { queue.remove(track: track.id) } else { bringBack(track, at: turned.heardSeconds) }
      return prepareHead()
    case .redo(let revision):
      guard let turned = self.act(revision), let track = turned.track, turned.leavesTrack else { return [] }
      queue.remove(track: track.id)
      return playing?.track.id == track.id ? advance() : prepareHead()
    default: return []
    }
  }

  private func act(_ revision: Revision) -> Act? {
    journal.interactions.first { $0.revision == revision }?.act
  }

  /// Puts a track at the head of the queue, to go on where it was left: at `heard` seconds where an earlier session left it.
  mutating func bringBack(_ track: Track, at heard: Double?) {
    guard playing?.track.id != track.id else { return }
    queue.remove(track: track.id)
    let before = past.last { $0.track.id == track.id }
    queue.pushHead(newEntry(track, before?.proposal))
    // Within the first seconds the beginning is the better place.
    if let seconds = leftAt[track.id] ?? heard, seconds > 5 { resumeAt[track.id] = seconds }
  }

  private static func plainWords(for act: Act) -> String {
    words(for: act).replacingOccurrences(of: "  (u undoes)", with: "")
  }
}

extension Act {
  /// Whether the act took the track off the stage or out of the queue.
  fileprivate var leavesTrack: Bool {
    switch self {
    case .discard, .notNow, .skip: true
    default: false
    }
  }

  fileprivate var heardSeconds: Double? {
    switch self {
    case .discard(_, let heard), .skip(_, let heard): heard.seconds
    default: nil
    }
  }
}
