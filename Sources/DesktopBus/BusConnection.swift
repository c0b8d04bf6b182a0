import Foundation
import Glibc

/// A connection of our own to the listener's session bus. Belongs to the thread that opened it.
final class BusConnection {
  private let library: DBusLibrary
  private let pointer: DBusLibrary.Connection

  /// What `dbus_bus_request_name` wants and answers (D-Bus specification, RequestName).
  private static let doNotQueue: UInt32 = 4
  private static let isOwner: Int32 = 1

  /// Opens the bus at an address and says hello. Blocks until the bus answers.
  /// - Throws: `BusFault` with the sentence for the log.
  init(_ library: DBusLibrary, at address: String) throws(BusFault) {
    // What a broken pipe means to this process is decided elsewhere; libdbus asks for none on its own sockets.
    library.setChangeSIGPIPE(0)
    guard let pointer = address.withCString({ library.openPrivate($0, nil) }) else {
      throw BusFault("nobody answers at \(address)")
    }
    library.setExitOnDisconnect(pointer, 0)
    (self.library, self.pointer) = (library, pointer)
    guard library.register(pointer, nil) != 0 else { throw BusFault("the bus at \(address) does not take us in") }
  }

  deinit {
    library.close(pointer)
    library.forgetConnection(pointer)
  }

  /// Takes a name, for us alone; whether it was to be had. Blocks until the bus answers.
  func take(name: String) -> Bool {
    name.withCString { library.requestName(pointer, $0, Self.doNotQueue, nil) } == Self.isOwner
  }

  /// Whether the bus is still there.
  var isOpen: Bool { library.isConnected(pointer) != 0 }

  /// Sleeps until a message can be read or `wake` is raised, and reads and writes what there is.
  func wait(_ wake: Wake) {
    var file: Int32 = -1
    guard library.descriptor(pointer, &file) != 0 else { return }
    let isWriting = library.hasMessagesToSend(pointer) != 0
    var files = [
      pollfd(fd: file, events: Int16(POLLIN | (isWriting ? POLLOUT : 0)), revents: 0),
      pollfd(fd: wake.file, events: Int16(POLLIN), revents: 0),
    ]
    poll(&files, 2, -1)
    wake.lower()
    _ = library.readWrite(pointer, 0)  // whether it is still open is asked for itself
  }

  /// The next message that has come.
  func next() -> BusMessage? { BusMessage(library, library.popMessage(pointer)) }

  /// Queues a message, and answers with its number; nil where there is no memory.
  private func send(_ message: BusMessage?, _ values: [BusValue]) -> UInt32? {
    guard let message, message.append(values) else { return nil }
    var serial: UInt32 = 0
    return library.send(pointer, message.pointer, &serial) != 0 ? serial : nil
  }
}

extension BusConnection {
  /// Answers a call.
  func answer(_ call: BusMessage, _ values: [BusValue]) {
    _ = send(BusMessage(library, library.newReturn(call.pointer)), values)
  }

  /// Refuses a call.
  func refuse(_ call: BusMessage, _ failure: BusFailure) {
    let words = BusText.clean(failure.words)
    let message = failure.name.withCString { name in words.withCString { library.newError(call.pointer, name, $0) } }
    _ = send(BusMessage(library, message), [])
  }

  /// Tells everybody.
  func signal(_ signal: BusCall) {
    let message = signal.path.withCString { path in
      (signal.interface ?? "").withCString { interface in
        signal.member.withCString { library.newSignal(path, interface, $0) }
      }
    }
    _ = send(BusMessage(library, message), signal.arguments)
  }

  /// Calls a method of somebody, and answers with the number that the answer will name.
  func call(_ destination: String, _ call: BusCall) -> UInt32? {
    let message = destination.withCString { destination in
      call.path.withCString { path in
        (call.interface ?? "").withCString { interface in
          call.member.withCString { library.newCall(destination, path, interface, $0) }
        }
      }
    }
    return send(BusMessage(library, message), call.arguments)
  }
}

/// There is no bus to be had.
struct BusFault: Error {
  /// Why, for the log.
  let sentence: String
  init(_ sentence: String) { self.sentence = sentence }
}

/// A call that is refused.
struct BusFailure: Error, Hashable {
  let name: String
  let words: String

  /// One of the errors that the D-Bus specification names.
  init(_ name: String, _ words: String) {
    self.name = "org.freedesktop.DBus.Error." + name
    self.words = words
  }
}
