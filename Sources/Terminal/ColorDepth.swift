/// What the listener says about colour, as in `--color`.
public enum ColorChoice: String, CaseIterable, Sendable, Hashable {
  case auto, never
  case eight = "8"
  case sixteen = "16"
  case indexed = "256"
  /// The theme's own colours, by changing the terminal's palette while the screen is up.
  case exact
}

/// How many colours a screen is drawn with.
public enum ColorDepth: Int, Comparable, Sendable, Hashable {
  case mono, eight, sixteen, indexed, exact

  /// Fewer colours come first.
  public static func < (one: ColorDepth, other: ColorDepth) -> Bool { one.rawValue < other.rawValue }

  /// The depth for a choice on a terminal.
  /// - Parameters:
  ///   - colors: how many the terminal has.
  ///   - canBeExact: whether its palette can be changed and put back, or it takes colours by value.
  ///   - noColor: the variable `NO_COLOR`; any text in it means none unless the choice says otherwise (no-color.org).
  public init(_ choice: ColorChoice, colors: Int, canBeExact: Bool, noColor: String? = nil) {
    let best = Self(colors: colors)
    switch choice {
    case .never: self = .mono
    case .auto: self = noColor.map { !$0.isEmpty } ?? false ? .mono : best
    case .eight: self = min(best, .eight)
    case .sixteen: self = min(best, .sixteen)
    case .indexed: self = min(best, .indexed)
    case .exact: self = canBeExact && best == .indexed ? .exact : best
    }
  }

  private init(colors: Int) {
    switch colors {
    case ..<8: self = .mono
    case ..<16: self = .eight
    case ..<256: self = .sixteen
    default: self = .indexed
    }
  }
}
