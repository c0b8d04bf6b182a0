/// A set of keys that listeners of another program know.
public enum Preset: String, CaseIterable, Hashable, Sendable {
  case `default`, pianobar, cmus, mpv

  /// The keys of an action in this set.
  public func keys(of action: Action) -> [String] { changes[action.name] ?? action.keys }

  /// Where the set differs from the default: an action's keys, all of them.
  private var changes: [String: [String]] {
    switch self {
    case .default: [:]
    case .pianobar:
      [
        "save": ["+"], "discard": ["-"], "not-now": ["t"], "undo": ["U"], "redo": ["Ctrl-R"], "louder": [")"],
        "softer": ["("], "queue": ["1", "u"], "history": ["3", "h"], "back": ["Left"],
      ]
    case .cmus:
      [
        "pause": ["c", "space"], "next": ["b", ">"], "previous": ["z", "<"], "not-now": ["w"], "not-now-row": ["W"],
        "play": ["Enter", "x"], "remove": ["Delete"], "play-next": ["e"], "why": ["E"], "louder": ["+", "="],
        "close": ["Esc"],
      ]
    case .mpv:
      [
        "forward-minute": ["Up", "."], "back-minute": ["Down", ","], "up": ["k"], "down": ["j"],
        "louder": ["0", "*", "+", "="], "softer": ["9", "/", "-"], "filter": ["Ctrl-F"], "next": ["n", ">"],
      ]
    }
  }
}
