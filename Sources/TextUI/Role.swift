/// What a piece of text is for. Views speak of roles; only a theme knows colours.
public enum Role: String, CaseIterable, Sendable, Hashable {
  case background, text, muted, border, borderFocused, title, header, selection, selectionInactive
  case playing, playingSelected, artist, popularity, reason, saved, discarded, later
  case progress, progressRest, status, warning, error

  /// The role whose style is used where a theme does not set this one.
  public var parent: Role? {
    switch self {
    case .background: nil
    case .text: .background
    case .playingSelected: .playing
    case .borderFocused: .border
    case .selectionInactive: .selection
    case .error: .warning
    default: .text
    }
  }
}
