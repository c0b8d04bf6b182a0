extension Text {
  /// The columns of one cluster of clean text: the sum over its scalars, as terminals and C libraries count.
  static func columns(of character: Character) -> Int {
    character.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    if isRegional(scalar) { return 1 }
    if WideCharacters.contains(scalar.value) { return 2 }
    return isMark(scalar) || scalar.properties.generalCategory == .format ? 0 : 1
  }

  /// Whether a scalar is drawn onto the one before it: marks, and the second and third parts of a Hangul syllable.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x300: return false
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return true
    default: break
    }
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }

  /// A regional indicator: two make a flag, which fills two columns.
  static func isRegional(_ scalar: Unicode.Scalar) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar.value) }

  /// Whether a scalar is a letter or digit of a script written from right to left (the blocks Unicode keeps for them).
  static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}

extension Text {
  /// Takes clusters as they come and keeps what may be drawn.
  struct Cleaner {
    private(set) var scalars = String.UnicodeScalarView()

    var result: String { String(scalars) }

    /// A letter keeps so many marks: enough for Hebrew, Thai and Vietnamese, and what a curses cell holds beside a
    /// left-to-right mark.
    private static let markLimit = 3

    mutating func append(_ character: Character) {
      let cluster = character.unicodeScalars
      if character.isNewline || character == "\t" {
        scalars.append(" ")
      } else if let first = cluster.first, Text.isRegional(first) {
        scalars.append(contentsOf: Self.isFlag(cluster) ? Array(cluster) : Array(Text.replacement.unicodeScalars))
      } else {
        appendParts(cluster)
      }
    }

    private mutating func appendParts(_ cluster: Character.UnicodeScalarView) {
      var base: Unicode.Scalar?
      var marks = 0
      for scalar in cluster {
        if scalar == "\u{200D}", let base, Self.isPicture(base) { return }
        switch Self.part(scalar) {
        case .dropped: continue
        case .mark:
          guard base != nil, marks < Self.markLimit else { continue }
          marks += 1
          scalars.append(scalar)
        case .letter, .unknown:
          if base != nil && scalar.properties.isEmojiModifier { continue }
          scalars.append(contentsOf: Self.part(scalar) == .letter ? [scalar] : Array(Text.replacement.unicodeScalars))
          base = scalar
          marks = 0
        }
      }
    }

    private enum Part { case dropped, mark, letter, unknown }

    private static func part(_ scalar: Unicode.Scalar) -> Part {
      if scalar.value >= 0x20 && scalar.value < 0x7F { return .letter }
      if scalar.properties.isDefaultIgnorableCodePoint { return .dropped }
      if scalar == "\u{FFFC}" || scalar == "\u{FFFD}" { return .unknown }
      switch scalar.properties.generalCategory {
      case .control, .format: return .dropped
      case .unassigned, .privateUse, .surrogate: return .unknown
      default: return Text.isMark(scalar) ? .mark : .letter
      }
    }

    private static func isFlag(_ cluster: Character.UnicodeScalarView) -> Bool {
      cluster.count == 2 && cluster.allSatisfy(Text.isRegional)
    }

    private static func isPicture(_ scalar: Unicode.Scalar) -> Bool { scalar.value > 0x7F && scalar.properties.isEmoji }
  }
}
