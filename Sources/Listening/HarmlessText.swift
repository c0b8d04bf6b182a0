/// Text from outside, made harmless where it leaves as a line or as JSON.
public enum HarmlessText {
  /// In one line: control characters, line separators and marks that turn the direction of writing become blanks.
  public static func line(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isHarmful($0) ? " " : $0 }))
  }

  /// The same text of JSON, in which such characters stand within strings only, escaped.
  public static func json(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if isHarmful(scalar), scalar != "\n" {
        let digits = String(scalar.value, radix: 16)
        escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x20, 0x7F...0x9F, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
