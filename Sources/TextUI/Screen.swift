/// What comes out of a screen.
public enum Input: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The size changed.
  case resized(Size)
  /// The window gained or lost the focus.
  case focus(Bool)
  /// The program comes back from the background.
  case resumed
  /// The terminal is gone, or a signal asks to end: leave without drawing.
  case hangUp
  /// Somebody called `waker`.
  case woken
}

/// A terminal, or something that behaves like one. All but `waker` is called from one thread.
///
/// Contract: `present` shows the frame whole, writing only what changed; `next` blocks until there is input, `waker` was called,
/// or the time is over.
public protocol Screen: AnyObject {
  /// The size now.
  var size: Size { get }
  /// Shows a frame.
  func present(_ frame: Frame)
  /// The next input; nil when `milliseconds` are over. Nil milliseconds wait for ever.
  func next(milliseconds: Int?) -> Input?
  /// Ends the waiting of `next` from any thread.
  var waker: Waker { get }
  /// Uses another theme from the next frame on.
  func use(_ theme: Theme)
  /// Shows the next frame whole, whatever stands on the terminal now.
  func redraw()
}

/// Ends a screen's waiting; may be called from any thread.
public typealias Waker = @Sendable () -> Void
