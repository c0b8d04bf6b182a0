extension BusMessage {
  /// Appends values; whether all are in it.
  func append(_ values: [BusValue]) -> Bool {
    IteratorRoom.using { iterator in
      library.beginWriting(pointer, iterator)
      return values.allSatisfy { write($0, iterator) }
    }
  }

  private func write(_ value: BusValue, _ iterator: DBusLibrary.Room) -> Bool {
    switch value {
    case .text(let text), .path(let text): write(text, value.code, iterator)
    case .flag(let flag): put(UInt32(flag ? 1 : 0), value.code, iterator)
    case .byte(let number): put(number, value.code, iterator)
    case .int32(let number): put(number, value.code, iterator)
    case .uint32(let number): put(number, value.code, iterator)
    case .int64(let number): put(number, value.code, iterator)
    case .double(let number): put(number, value.code, iterator)
    case .texts(let texts):
      contain(value.code, "s", iterator) { inner in texts.allSatisfy { write($0, BusType.text, inner) } }
    case .map(let map):
      contain(value.code, "{sv}", iterator) { inner in
        map.sorted { $0.key < $1.key }.allSatisfy { write(entry: $0, $1, inner) }
      }
    case .variant(let held): contain(value.code, held.signature, iterator) { write(held, $0) }
    case .other: false
    }
  }

  private func write(entry name: String, _ value: BusValue, _ iterator: DBusLibrary.Room) -> Bool {
    contain(BusType.entry, nil, iterator) { write(.text(name), $0) && write(.variant(value), $0) }
  }

  private func put<Number: BitwiseCopyable>(_ number: Number, _ code: Int32, _ iterator: DBusLibrary.Room) -> Bool {
    withUnsafeBytes(of: number) { bytes in bytes.baseAddress.map { library.write(iterator, code, $0) != 0 } ?? false }
  }

  private func write(_ text: String, _ code: Int32, _ iterator: DBusLibrary.Room) -> Bool {
    BusText.valid(text).withCString { put($0, code, iterator) }
  }

  private func contain(
    _ code: Int32, _ signature: String?, _ iterator: DBusLibrary.Room, _ body: (DBusLibrary.Room) -> Bool
  ) -> Bool {
    IteratorRoom.using { inner in
      // Where anything fails there is no memory, and the message is never sent.
      guard Self.open(library, code, signature, iterator, inner), body(inner) else { return false }
      return library.closeContainer(iterator, inner) != 0
    }
  }

  private static func open(
    _ library: DBusLibrary, _ code: Int32, _ signature: String?, _ iterator: DBusLibrary.Room, _ inner: DBusLibrary.Room
  ) -> Bool {
    guard let signature else { return library.openContainer(iterator, code, nil, inner) != 0 }
    return signature.withCString { library.openContainer(iterator, code, $0, inner) != 0 }
  }
}
