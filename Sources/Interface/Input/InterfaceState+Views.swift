import Session
import TextUI

/// Screens, overlays and themes.
extension InterfaceState {
  mutating func show(_ view: View, _ scene: Scene) -> [Wish] {
    if overlay == view { return back(scene) }
    let wishes = closeOverlay()
    if view.isScreen {
      screen = view
      return wishes
    }
    overlay = view
    switch view {
    case .naming:
      prompt = Prompt(.naming)
      return wishes + [.command(.find(""))]
    case .themes: openThemes()
    default: cursors[view] = nil
    }
    return wishes
  }

  mutating func turnScreen(by steps: Int, _ scene: Scene) -> [Wish] {
    let count = View.screens.count
    let place = View.screens.firstIndex(of: screen) ?? 0
    return show(View.screens[((place + steps) % count + count) % count], scene)
  }

  /// Ends the filter, closes what is open, or hides the message: the first of these that there is.
  mutating func back(_ scene: Scene) -> [Wish] {
    if filters[shown] != nil {
      filters[shown] = nil
      return []
    }
    guard overlay == nil else { return closeOverlay() }
    say("", scene)
    return []
  }

  mutating func closeOverlay() -> [Wish] {
    defer {
      overlay = nil
      studied = nil
    }
    if let overlay { filters[overlay] = nil }
    if overlay == .naming { prompt = nil }
    guard let before = themeBefore else { return [] }
    themeBefore = nil
    return use(before)
  }

  /// Takes other themes to choose from; draws with the one in use if it changed. One that is wanted and not among them stays as it
  /// was, and that is said.
  public mutating func offer(_ themes: [Theme]) -> [Wish] {
    let before = settings.themes.first { $0.name == settings.theme }
    let missing = settings.themes.filter { old in
      [settings.theme, themeBefore].contains(old.name) && !themes.contains { $0.name == old.name }
    }
    settings.themes = themes + missing
    endLastingRemark()
    for theme in missing {
      remark = Remark(words: "theme \(theme.name) cannot be read now, and stays as it was: `crescendo themes` says why")
    }
    guard let now = settings.themes.first(where: { $0.name == settings.theme }), now != before else { return [] }
    return [.use(now)]
  }

  /// Ends a sentence that nobody asked for, once the listener does something.
  mutating func endLastingRemark() {
    if remark?.after == nil { remark = nil }
  }

  private mutating func openThemes() {
    themeBefore = settings.theme
    let place = settings.themes.firstIndex { $0.name == settings.theme } ?? 0
    cursors[.themes] = Cursor(id: .name(settings.theme), index: place)
  }

  /// Shows the highlighted theme at once.
  mutating func preview(_ rows: [Row]) -> [Wish] {
    guard !rows.isEmpty, case .theme(let theme) = rows[cursor.index(in: rows)] else { return [] }
    return use(theme.name)
  }

  mutating func keepTheme(_ scene: Scene) -> [Wish] {
    let wishes = preview(listing(.themes, scene).rows)
    themeBefore = nil
    _ = closeOverlay()
    say("theme \(settings.theme)", scene)
    return wishes
  }

  /// Draws with a theme from now on; nothing where it is in use or unknown.
  mutating func use(_ name: String) -> [Wish] {
    guard name != settings.theme, let theme = settings.themes.first(where: { $0.name == name }) else { return [] }
    settings.theme = name
    return [.use(theme)]
  }
}
