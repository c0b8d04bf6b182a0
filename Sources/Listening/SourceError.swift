import Foundation

/// What can go wrong with a source, in the listener's terms.
public enum SourceError: Error, Hashable, Sendable {
  /// The source wants credentials that are not here, or refuses those it was given.
  case notConnected(SourceName)
  /// The source does not let this account or program do it.
  case refused(SourceName, what: String)
  /// It is gone, or private.
  case gone(SourceName)
  /// There is no stream that may be played here.
  case notPlayable(SourceName)
  /// The source asks to wait, until then where it says so.
  case limited(SourceName, until: Date?)
  /// The source does not answer.
  case unreachable(SourceName, cause: String)
  /// The listener's credentials for the source cannot be kept or read on this machine.
  case unkept(SourceName, cause: String)
  /// The source answers what it never promised.
  case malformed(SourceName, cause: String)

  /// One sentence for the listener.
  public var sentence: String {
    switch self {
    case .notConnected(.audius):
      "audius wants a key, or another one: set sources.audius.key in the configuration"
    case .notConnected(let name): "\(name.rawValue) is not connected: run `crescendo connect \(name.rawValue)`"
    case .refused(let name, let what): "\(name.rawValue) does not allow \(what)"
    case .gone(let name): "\(name.rawValue) no longer has it"
    case .notPlayable(let name): "\(name.rawValue) has no stream of it that may be played here"
    case .limited(let name, let until?): "\(name.rawValue) asks to wait until \(Self.clock(until))"
    case .limited(let name, nil): "\(name.rawValue) asks to wait: try again in a minute"
    case .unreachable(let name, let cause):
      "\(name.rawValue) does not answer (\(cause)): check the network, or try again later"
    case .unkept(let name, let cause):
      "the credentials for \(name.rawValue) are not safe (\(cause)): check the rights of the configuration folder"
    case .malformed(let name, let cause):
      "\(name.rawValue) gave an answer that makes no sense (\(cause)): try again later"
    }
  }

  /// Whether the same question may be answered later.
  public var isPassing: Bool {
    switch self {
    case .limited, .unreachable, .malformed: true
    case .notConnected, .refused, .gone, .notPlayable, .unkept: false
    }
  }

  private static func clock(_ date: Date) -> String {
    // The minute in which it is over: the one before would be past already when it is read.
    let parts = Calendar.current.dateComponents([.hour, .minute], from: date.addingTimeInterval(59))
    let minute = parts.minute ?? 0
    return "\(parts.hour ?? 0):\(minute < 10 ? "0" : "")\(minute)"
  }
}
