import MusicSources

/// Opens pages for a person to read.
enum Pages {
  /// Whether the desktop's opener is here. Cost: looks into every folder of `PATH`.
  static var canOpen: Bool { ChildProcess.path(of: "xdg-open") != nil }

  /// Hands an `https` or `http` address to the desktop; it says nothing on the terminal, and nobody waits for it. Without a
  /// desktop the page is still on the screen, to be copied.
  static func open(_ page: String) {
    guard page.hasPrefix("https://") || page.hasPrefix("http://") else { return }
    ChildProcess(path: "/usr/bin/env", arguments: ["xdg-open", page]).leave()
  }
}
