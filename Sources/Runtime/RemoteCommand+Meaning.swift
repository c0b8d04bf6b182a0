import Playback
import Session

extension RemoteCommand {
  /// What it means for the session as it stands; nil where nothing is to be done.
  func meaning(in state: State) -> Command? {
    switch self {
    case .playPause: .togglePause
    case .play: state.playback.isPaused ? .togglePause : nil
    case .pause: state.playback.isPaused ? nil : .togglePause
    case .next: .next
    case .previous: .previous
    case .seek(by: let seconds): Self.move(by: seconds, state)
    case .go(to: let place, in: let entry): Self.move(to: place, in: entry, state)
    case .volume(let volume): .volume(by: min(100, max(0, volume)) - state.playback.volume)
    case .quit: .quit
    }
  }

  private static func move(by seconds: Double, _ state: State) -> Command? {
    guard state.playing != nil else { return nil }
    return state.position + seconds > state.length ?? .infinity ? .next : .seek(by: seconds)
  }

  private static func move(to place: Double, in entry: EntryID, _ state: State) -> Command? {
    guard state.playing?.id == entry, place >= 0, place <= state.length ?? .infinity else { return nil }
    return .seek(by: place - state.position)
  }
}

extension SessionLoop {
  /// Another program wants something, now.
  func follow(_ remote: RemoteCommand) {
    if let command = remote.meaning(in: state) { obey(command) }
  }
}
