/// What can be wrong with the files and wishes of an evaluation.
public enum EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file cannot be read.
  case unreadable(path: String)
  /// The lists cannot be written.
  case unwritable(path: String)
  /// A line is not `listener item item …`.
  case malformed(path: String, line: Int)
  /// Lines look like pairs with weights, and no header says so.
  case headless(path: String)
  /// More items than EASE has memory for.
  case tooWide(items: Int)
  /// Nobody is left to learn from.
  case nothingToLearn
  /// Nothing is left to measure.
  case nothingToTest
  /// No listener has as many items as a stranger must have.
  case nobodyToMeet(atLeast: Int)
  /// There is no peer of this name.
  case noSuchPeer(String)

  /// One sentence that says what to do.
  public var description: String {
    switch self {
    case .unreadable(let path): "cannot read \(path): there is no such file, or it may not be read"
    case .malformed(let path, let line):
      "\(path), line \(line): expected whole numbers, `listener item item …`"
    case .headless(let path):
      "in \(path) listeners stand on several lines of as many columns each: put a header above pairs, "
        + "`listener item weight`, or all of a listener's items on one line"
    case .tooWide(let items):
      "EASE has room for \(EasePeer.mostItems) items, and these are \(items): leave ease out, naming the others with --policy or --peer"
    case .noSuchPeer(let name): "there is no peer \(name): use one of \(Peers.names.joined(separator: ", "))"
    case .nothingToLearn:
      "there are no favourites to learn from: give a training file with some, or take fewer listeners out"
    case .nobodyToMeet(let least):
      "no listener has the \(least) items that a stranger must have, some to be known by and some to find: give longer lists"
    case .nothingToTest: "no listener has anything to test: give favourites enough, of items that may be served"
    case .unwritable(let path): "cannot write \(path): is its folder there, and may it be written to?"
    }
  }
}
