import Foundation
import Listening
import Playback

/// The only writer of the session's state: takes what happened, answers with the work it wants done.
///
/// Pure: the same state and event always give the same state and effects. Cost: a few microseconds, and linear in the
/// journal where a row of it changes.
public func update(_ state: inout State, _ event: Event) -> [Effect] {
  guard !state.isOver else { return state.settle(event) }
  return state.take(event) + state.callOffLookups()
}

extension State {
  fileprivate mutating func take(_ event: Event) -> [Effect] {
    switch event {
    case .command(let command, let date): obey(command, at: date)
    case .player(let event, let date): hear(event, at: date)
    case .playerReady: playerIsReady()
    case .profileOpened(let journal): opened(journal)
    case .profileFailed(let sentence): profileFailed(sentence)
    case .recorded(let interaction, let ticket): recorded(interaction, ticket)
    case .recordFailed(let ticket, let sentence): recordFailed(ticket, sentence)
    case .engineTraining(let share): engine(.training(share))
    case .engineReady: engineIsReady()
    case .engineFailed(let sentence): engineFailed(sentence)
    case .foundGone(let tracks): leaveOut(tracks)
    case .learned(let revision): learned(revision)
    case .refilled(let question, let refill): refilled(question, refill)
    case .refillFailed(let question, let sentence): refillFailed(question, sentence)
    case .reminded: reminded()
    case .resolved(let id, let address): resolved(id, address)
    case .unresolvable(let id, let sentence, let isPassing): unresolvable(id, sentence, isPassing: isPassing)
    case .found(let words, let favoured): found(words, favoured)
    case .searchFailed(let words, let sentence): found(words, [], fault: sentence)
    case .tasted(let taste, let names): tasted(taste, names)
    case .counted(let exposures): counted(exposures)
    case .suggested(let favoured): suggested(favoured)
    case .exported(let sentence, let isWritten): noted(sentence, isWritten ? .information : .error)
    case .noted(let sentence): noted(sentence)
    }
  }
}

extension State {
  /// After the end only what is written goes on: an undo may wait for the act that it takes back.
  fileprivate mutating func settle(_ event: Event) -> [Effect] {
    switch event {
    case .recorded, .recordFailed, .exported: take(event).filter { if case .record = $0 { true } else { false } }
    default: []
    }
  }

  mutating func obey(_ command: Command, at date: Date) -> [Effect] {
    switch command {
    case .save(let target): judge(.saved, target, at: date)
    case .discard(let target): judge(.discarded, target, at: date)
    case .notNow(let target): judge(.notNow, target, at: date)
    case .undo(nil) where takenOut != nil: takenOut.map { putBack($0) } ?? []
    case .undo(let revision): undo(revision, at: date)
    case .redo(let revision): redo(revision, at: date)
    case .next: skip(at: date)
    case .previous: previous()
    case .togglePause: togglePause()
    case .seek(let seconds): seek(to: position + seconds)
    case .seekToShare(let share): seek(toShare: share)
    case .volume(let steps): turn(to: playback.volume + steps)
    case .toggleMute: toggleMute()
    case .play(let track): play(track, at: date)
    case .playNext(let track): playNext(track)
    case .remove(let track): remove(track)
    case .find(let words): find(words)
    case .name(let favoured): name(favoured, at: date)
    case .radar(let depth): radar(depth)
    case .quit: quit()
    }
  }

  mutating func quit() -> [Effect] {
    isOver = true
    return [.player(.stop), .quit]
  }

  mutating func noted(_ sentence: String, _ kind: Notice.Kind = .information) -> [Effect] {
    say(sentence, kind)
    return []
  }
}
