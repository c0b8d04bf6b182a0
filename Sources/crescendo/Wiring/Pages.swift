import Foundation

/// Opens pages for a person to read.
enum Pages {
  /// Hands an `https` or `http` address to the desktop; it says nothing on the terminal, and nobody waits for it.
  static func open(_ page: String) {
    guard page.hasPrefix("https://") || page.hasPrefix("http://") else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["xdg-open", page]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try? process.run()  // without a desktop the page is still on the screen, to be copied
  }
}
