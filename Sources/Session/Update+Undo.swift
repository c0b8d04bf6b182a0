import Foundation
import Listening
import Playback

/// Undo and redo: rows of the journal like any other act, without limit and across restarts.
extension State {
  mutating func undo(_ revision: Revision?, before limit: Revision? = nil, at date: Date) -> [Effect] {
    guard pending.isEmpty else { return wait(.undo(revision), at: date) }
    let target = revision.map { wanted in journal.row(wanted) } ?? journal.undoable(before: limit)
    guard let target, target.act.isUndoable, journal.counts(target.revision) else {
      say("nothing to undo", .warning)
      return []
    }
    say("Took back: \(Self.plainWords(for: target.act))  (U redoes)", .verdict)
    return record(.undo(target.revision), at: date)
  }

  mutating func redo(_ revision: Revision?, at date: Date) -> [Effect] {
    guard pending.isEmpty else { return wait(.redo(revision ?? undoneLast), at: date) }
    let target = revision.map { wanted in journal.row(wanted) } ?? journal.redoable
    guard let target, !journal.counts(target.revision) else {
      say("nothing to redo", .warning)
      return []
    }
    say("Again: \(Self.plainWords(for: target.act))  (u undoes)", .verdict)
    return record(.redo(target.revision), at: date)
  }

  /// What the undo that is being written takes back: a redo means that, whatever is done before it is its turn.
  private var undoneLast: Revision? {
    guard deferred.isEmpty, case .undo(let revision)? = pending.last?.act else { return nil }
    return revision
  }

  /// An act must be on disk, and so have a number, before it can be undone.
  private mutating func wait(_ command: Command, at date: Date) -> [Effect] {
    deferred.append(Deferred(command: command, date: date, ticket: nextTicket))
    return []
  }

  /// Obeys what waits, one at a time: each needs the row that the one before it gets from the disk.
  mutating func goOnWaiting() -> [Effect] {
    guard pending.isEmpty, !deferred.isEmpty else { return [] }
    let next = deferred.removeFirst()
    let effects =
      if case .undo(let revision) = next.command {
        undo(revision, before: next.limit, at: next.date)
      } else {
        obey(next.command, at: next.date)
      }
    return effects + goOnWaiting()
  }

  /// What an undo or a redo that is on disk means for the stage and the queue.
  mutating func turned(by act: Act) -> [Effect] {
    switch act {
    case .undo(let revision):
      guard let turned = journal.row(revision)?.act, let track = turned.track else { return [] }
      // An older verdict may count again: what it sends away must not come next, unless it had come back then, too.
      let wasThere = turned.leavesTrack && sentAway[track.id] != nil
      let isSentAway = !wasThere && [.discarded, .notNow].contains(verdict(on: track.id))
      guard turned.leavesTrack || isSentAway else { return [] }
      if isSentAway { queue.remove(track: track.id) } else { bringBack(track, at: turned.heard?.seconds) }
      return stageIfEmpty() + prepareHead()
    case .redo(let revision):
      guard let turned = journal.row(revision)?.act, let track = turned.track, turned.leavesTrack else { return [] }
      sentAway[track.id] = whereabouts(of: track.id) ?? sentAway[track.id]
      queue.remove(track: track.id)
      return playing?.track.id == track.id ? advance() : prepareHead()
    default: return []
    }
  }

  /// Puts a track where it was: a row at its place, one from the stage at the queue's head, to go on where it was left: at
  /// `heard` seconds where an earlier session left it.
  mutating func bringBack(_ track: Track, at heard: Double?) {
    guard playing?.track.id != track.id else { return }
    queue.remove(track: track.id)
    let left = sentAway[track.id]
    if let left, let place = left.place { return queue.insert(Queue.Row(entry: left.entry, place: place)) }
    let before = left?.entry ?? past.last { $0.track.id == track.id }
    queue.pushHead(before.map { again($0) } ?? newEntry(track, nil, origin: .broughtBack))
    // Within the first seconds the beginning is the better place.
    if let seconds = left?.seconds ?? heard, seconds > 5 { resumeAt[track.id] = seconds }
  }

  private static func plainWords(for act: Act) -> String {
    words(for: act).replacingOccurrences(of: "  (u undoes)", with: "")
  }
}

extension Act {
  /// Whether the act takes the track off the stage or out of the queue.
  var leavesTrack: Bool {
    switch self {
    case .discard, .notNow, .skip: true
    default: false
    }
  }
}
