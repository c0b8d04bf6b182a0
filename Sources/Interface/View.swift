/// Something to look at: a screen, or an overlay above one.
enum View: String, CaseIterable, Hashable, Sendable {
  case queue, saved, history, taste, keys, log
  case welcome, help, naming, themes, why, info

  /// The screens, in the order of their keys.
  static let screens: [View] = [.queue, .saved, .history, .taste, .keys, .log]

  /// Whether it is a screen and not an overlay.
  var isScreen: Bool { Self.screens.contains(self) }

  /// Whether it leaves room for the screen beside it where the window is wide.
  var isBeside: Bool { self == .why || self == .info || self == .themes }

  /// Its name on the screen.
  var title: String {
    switch self {
    case .welcome: "Welcome"
    case .help: "Help"
    case .naming: "Artists and tracks you love"
    case .themes: "Themes"
    case .why: "Why this track"
    case .info: "About this track"
    case .queue, .saved, .history, .taste, .keys, .log: rawValue
    }
  }
}
