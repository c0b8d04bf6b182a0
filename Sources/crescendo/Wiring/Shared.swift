import Synchronization

/// A value made when it is first asked for, and kept.
final class Shared<Value: Sendable>: Sendable {
  private let kept = Mutex<Value?>(nil)
  private let make: @Sendable () throws -> Value

  init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

  func value() throws -> Value {
    try kept.withLock { kept in
      if let kept { return kept }
      let value = try make()
      kept = value
      return value
    }
  }
}
