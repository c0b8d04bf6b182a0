/// A sentence for the listener. The newest is shown, all are kept for the log.
public struct Notice: Hashable, Sendable {
  /// How it is meant.
  public enum Kind: Hashable, Sendable { case information, verdict, warning, error }

  /// Its number, rising.
  public let number: Int
  /// How it is meant.
  public let kind: Kind
  /// The sentence; may hold text from outside, cleaned when drawn.
  public let text: String

  /// States a sentence.
  public init(number: Int, kind: Kind, text: String) {
    self.number = number
    self.kind = kind
    self.text = text
  }
}
