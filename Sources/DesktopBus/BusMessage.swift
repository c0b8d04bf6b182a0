/// A message of libdbus, given back when it is no longer held. Belongs to the thread of its connection.
final class BusMessage {
  let library: DBusLibrary
  let pointer: DBusLibrary.Message

  /// What a message is about: the numbers of the D-Bus specification.
  enum Kind: Int32 { case call = 1, answer, failure, signal }

  /// Takes over a message; nil where libdbus made none.
  init?(_ library: DBusLibrary, _ pointer: DBusLibrary.Message?) {
    guard let pointer else { return nil }
    self.library = library
    self.pointer = pointer
  }

  deinit { library.forgetMessage(pointer) }

  var kind: Kind? { Kind(rawValue: library.kind(pointer)) }
  /// The number of the message that this one answers.
  var answers: UInt32 { library.replySerial(pointer) }
  var wantsAnswer: Bool { library.wantsNoReply(pointer) == 0 }

  /// The call that it is.
  var call: BusCall {
    BusCall(
      path: text(library.path) ?? "", interface: text(library.interface), member: text(library.member) ?? "",
      arguments: values)
  }

  private func text(_ part: (DBusLibrary.Message) -> DBusLibrary.Text?) -> String? {
    part(pointer).map { String(cString: $0) }
  }
}

/// Somebody calls a method.
struct BusCall: Hashable {
  var path: String
  /// Callers may leave it out.
  var interface: String?
  var member: String
  var arguments: [BusValue] = []
}

// MARK: - Reading

extension BusMessage {
  /// More arguments than any method here has are not looked at.
  private static let mostValues = 16

  /// The values it carries.
  var values: [BusValue] {
    IteratorRoom.using { iterator in
      guard library.beginReading(pointer, iterator) != 0 else { return [] }
      var values: [BusValue] = []
      repeat { values.append(value(iterator)) } while library.next(iterator) != 0 && values.count < Self.mostValues
      return values
    }
  }

  /// The value that the iterator stands at. Of what lies inside other values only the first level is read, however deep it goes.
  private func value(_ iterator: DBusLibrary.Room, isInner: Bool = false) -> BusValue {
    switch library.type(iterator) {
    case BusType.variant where !isInner:
      IteratorRoom.using { inner in
        library.enter(iterator, inner)
        return .variant(value(inner, isInner: true))
      }
    case BusType.array where !isInner: list(iterator)
    case let type: basic(type, iterator)
    }
  }

  private func list(_ iterator: DBusLibrary.Room) -> BusValue {
    IteratorRoom.using { inner in
      library.enter(iterator, inner)
      var texts: [String] = []
      while library.type(inner) == BusType.text, case .text(let text) = basic(BusType.text, inner) {
        texts.append(text)
        if library.next(inner) == 0 { break }
      }
      return .texts(texts)
    }
  }

  private func basic(_ type: Int32, _ iterator: DBusLibrary.Room) -> BusValue {
    func read<Value: BitwiseCopyable>(_ value: Value) -> Value {
      var value = value
      library.read(iterator, &value)
      return value
    }
    // libdbus writes the value, or a pointer to its text, which the message keeps: the types are those of the specification.
    func text() -> String { read(DBusLibrary.Text?.none).map { String(cString: $0) } ?? "" }
    return switch UInt8(truncatingIfNeeded: type) {
    case UInt8(ascii: "s"): .text(text())
    case UInt8(ascii: "o"): .path(text())
    case UInt8(ascii: "b"): .flag(read(UInt32(0)) != 0)
    case UInt8(ascii: "y"): .byte(read(0))
    case UInt8(ascii: "i"): .int32(read(0))
    case UInt8(ascii: "u"): .uint32(read(0))
    case UInt8(ascii: "x"): .int64(read(0))
    case UInt8(ascii: "d"): .double(read(0))
    default: .other
    }
  }
}

/// Room for a `DBusMessageIter`.
enum IteratorRoom {
  /// It takes 72 bytes in every libdbus-1.so.3.
  private static let bytes = 128

  /// Calls `body` with room for one.
  static func using<Result>(_ body: (DBusLibrary.Room) -> Result) -> Result {
    withUnsafeTemporaryAllocation(byteCount: bytes, alignment: 16) { room in
      room.initializeMemory(as: UInt8.self, repeating: 0)
      guard let start = room.baseAddress else { preconditionFailure("an allocation has an address") }
      return body(start)
    }
  }
}
