import TextUI

/// What the listener wants of the terminal.
public struct TerminalOptions: Sendable {
  /// How many colours to use.
  public var color: ColorChoice
  /// Whether clicks and the wheel are asked for; the terminal then keeps no selection of its own.
  public var mouse: Bool
  /// Whether the window's title is set, and set back at the end.
  public var title: Bool
  /// An open file that takes standard error while the screen is up, because sound libraries write there unasked.
  public var log: Int32?

  /// States the wishes.
  public init(color: ColorChoice = .auto, mouse: Bool = false, title: Bool = true, log: Int32? = nil) {
    self.color = color
    self.mouse = mouse
    self.title = title
    self.log = log
  }
}

/// Why no screen can be drawn; the caller goes on line by line.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Input or output is a file or a pipe.
  case notATerminal
  /// The terminal cannot place its cursor, as `dumb` cannot.
  case cannotAddress(type: String)
  /// No terminal type that is known here would start.
  case unknownType(String)
  /// The system gives no pipe or event; its error number.
  case noDescriptors(Int32)

  /// One sentence that says what to do next.
  public var description: String {
    switch self {
    case .notATerminal: "Input or output is not a terminal: use --plain, or start it in one."
    case .cannotAddress(let type): "A terminal of type \(type) cannot place its cursor: use --plain, or set TERM."
    case .unknownType(let type): "The terminal type \(type) is unknown here: install ncurses-term, or set TERM."
    case .noDescriptors(let number): "The system gives no more files (error \(number)): close some programs."
    }
  }
}
