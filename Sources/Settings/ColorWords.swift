import TextUI

extension Color {
  /// What a colour may look like in a theme file.
  static let forms = "a colour (“#rrggbb”, 0 to 255, a name such as bright-blue, default) or a name from the palette"

  /// Reads `#rrggbb`, an index from 0 to 255, one of the 16 names or `default`; `nearest` overrules the computed index.
  init?(words: String, nearest: Int? = nil) {
    let words = words.lowercased()
    if words.hasPrefix("#") {
      self.init(hex: words.dropFirst(), nearest: nearest)
    } else if let index = Int(words) {
      guard (0...255).contains(index) else { return nil }
      self = index < 16 ? .ansi(index) : .indexed(index)
    } else if words == "default" {
      self = .terminalDefault
    } else {
      let isBright = words.hasPrefix("bright")
      let name = isBright ? words.dropFirst(6).drop { "-_ ".contains($0) } : words[...]
      guard let index = Self.names.firstIndex(of: String(name)) else { return nil }
      self = .ansi(index + (isBright ? 8 : 0))
    }
  }

  private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

  private init?(hex: some StringProtocol, nearest: Int?) {
    guard hex.utf8.count == 6, hex.utf8.allSatisfy({ ($0 < 0x3A && $0 > 0x2F) || ($0 < 0x67 && $0 > 0x60) }),
      let value = UInt32(hex, radix: 16)
    else { return nil }
    let parts = [16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    let index = nearest ?? RGB(red: Int(parts[0]), green: Int(parts[1]), blue: Int(parts[2])).index()
    self = .exact(red: parts[0], green: parts[1], blue: parts[2], nearest: index)
  }
}
