import Session
import TextUI

/// What the listener wants of the world outside the screen.
public enum Wish: Hashable, Sendable {
  /// Something of the session.
  case command(Command)
  /// Open the page at this address.
  case open(page: String)
  /// Put this text where it can be pasted from.
  case copy(String)
  /// Write the saved tracks into this file; its ending says in which form.
  case export(to: String)
  /// Draw with this theme from now on.
  case use(Theme)
  /// Draw everything anew.
  case redraw
  /// Leave.
  case quit
}
