import Listening

/// A value that travels on the bus.
indirect enum BusValue: Hashable, Sendable {
  case text(String)
  case path(String)
  case flag(Bool)
  case byte(UInt8)
  case int32(Int32)
  case uint32(UInt32)
  case int64(Int64)
  case double(Double)
  case texts([String])
  /// Names with values of any kind.
  case map([String: BusValue])
  case variant(BusValue)
  /// Read only: of a type that nothing here asks for.
  case other

  /// How the bus writes its type.
  var signature: String {
    switch self {
    case .text: "s"
    case .path: "o"
    case .flag: "b"
    case .byte: "y"
    case .int32: "i"
    case .uint32: "u"
    case .int64: "x"
    case .double: "d"
    case .texts: "as"
    case .map: "a{sv}"
    case .variant: "v"
    case .other: ""
    }
  }

  /// The type's code, as libdbus wants it: that of a container is its own.
  var code: Int32 {
    switch self {
    case .texts, .map: BusType.array
    default: signature.utf8.first.map(Int32.init) ?? 0
    }
  }
}

/// Codes of types that hold others.
enum BusType {
  static let array = Int32(UInt8(ascii: "a"))
  static let entry = Int32(UInt8(ascii: "e"))
  static let variant = Int32(UInt8(ascii: "v"))
  static let text = Int32(UInt8(ascii: "s"))
}

/// Text from outside, as the bus takes it.
enum BusText {
  /// So many characters of a text are told.
  private static let limit = 1_024

  /// The text in one line, harmless.
  static func clean(_ text: String) -> String {
    valid(HarmlessText.line(String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))))
  }

  /// The text without NUL and noncharacters: some versions of libdbus abort the process when they are given them. All else in
  /// a Swift string is valid UTF-8.
  static func valid(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isNone) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isNone($0) }))
  }

  private static func isNone(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0 || scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
  }

  /// Text for a place where `<` begins a tag.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
