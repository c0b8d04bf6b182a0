import TextUI

/// One thing curses read: a character, or a key it knows by its sequence.
enum RawKey: Hashable {
  case character(UInt32)
  case key(Key)
  case pasteBegin, pasteEnd, mouse, focusIn, focusOut
  /// A key of no use here.
  case other
}

/// Turns what curses reads into inputs: puts pastes and mouse reports together and keeps unknown sequences from being taken
/// for typed letters.
struct KeyDecoder {
  private enum State {
    case plain
    /// ESC was read; what follows at once belongs to it.
    case escape
    /// Inside a control sequence, up to its final byte.
    case sequence
    /// One more character after ESC O.
    case shift
    case paste(String)
    case mouse(String)
  }

  private var state = State.plain

  /// A paste keeps so many characters.
  static let pasteLimit = 65_536

  /// Takes what was read; gives inputs once they are complete.
  mutating func take(_ raw: RawKey) -> [Input] {
    switch state {
    case .plain: return takePlain(raw)
    case .escape: return takeEscaped(raw)
    case .sequence:
      // ECMA-48: a control sequence ends with a byte from @ to ~.
      if case .character(let code) = raw, (0x20..<0x40).contains(code) { return [] }
      state = .plain
    case .shift: state = .plain
    case .paste(let text): return takePasted(raw, after: text)
    case .mouse(let report): return takeMouse(raw, after: report)
    }
    return []
  }

  /// Nothing more is there to read just now: an ESC that nothing followed is the key.
  mutating func pause() -> Input? {
    switch state {
    case .escape:
      state = .plain
      return .key(.escape)
    case .shift:
      state = .plain
      return nil
    default: return nil
    }
  }

  private mutating func takePlain(_ raw: RawKey) -> [Input] {
    switch raw {
    case .character(0x1B): state = .escape
    case .character(let code): return Self.typed(code).map { [.key($0)] } ?? []
    case .key(let key): return [.key(key)]
    case .pasteBegin: state = .paste("")
    case .mouse: state = .mouse("")
    case .focusIn: return [.focus(true)]
    case .focusOut: return [.focus(false)]
    case .pasteEnd, .other: break
    }
    return []
  }

  private mutating func takeEscaped(_ raw: RawKey) -> [Input] {
    switch raw {
    case .character(0x1B): return [.key(.escape)]
    case .character(0x5B): state = .sequence
    case .character(0x4F): state = .shift
    // Alt and a letter must not count as the letter.
    case .character, .other: state = .plain
    case .key, .pasteBegin, .pasteEnd, .mouse, .focusIn, .focusOut:
      state = .plain
      return [.key(.escape)] + takePlain(raw)
    }
    return []
  }

  private mutating func takePasted(_ raw: RawKey, after text: String) -> [Input] {
    // Emptied first, so that appending to the text does not copy it.
    state = .plain
    var text = text
    switch raw {
    case .pasteEnd: return [.key(.paste(text))]
    case .character(let code):
      let code = code == 0x0D ? 0x0A : code
      if text.utf8.count < Self.pasteLimit, let scalar = Unicode.Scalar(code) { text.unicodeScalars.append(scalar) }
    case .key(.tab): text.append("\t")
    default: break
    }
    state = .paste(text)
    return []
  }

  private mutating func takeMouse(_ raw: RawKey, after report: String) -> [Input] {
    state = .plain
    guard case .character(let code) = raw, let scalar = Unicode.Scalar(code), report.utf8.count < 32 else { return [] }
    switch Character(scalar) {
    case "0"..."9", ";": state = .mouse(report + String(Character(scalar)))
    case "M": return Self.mouse(report).map { [.key(.mouse($0))] } ?? []
    default: break
    }
    return []
  }

  /// A report in SGR form, `button;column;row`, counted from 1; nil for what is not a click or a step of the wheel.
  private static func mouse(_ report: String) -> Key.Mouse? {
    let numbers = report.split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    let acts: [Int: Key.Mouse.Act] = [0: .click, 64: .wheelUp, 65: .wheelDown]
    // Bits 4, 8 and 16 say which shift keys were down.
    return acts[numbers[0] & ~28].map { Key.Mouse($0, column: numbers[1] - 1, row: numbers[2] - 1) }
  }

  private static func typed(_ code: UInt32) -> Key? {
    switch code {
    case 0x0A, 0x0D: .enter
    case 0x09: .tab
    case 0x08, 0x7F: .backspace
    case 1...26: Unicode.Scalar(code + 0x60).map { .control(Character($0)) }
    case 0..<0x20, 0x80..<0xA0: nil
    default: Unicode.Scalar(code).map { .character(Character($0)) }
    }
  }
}
