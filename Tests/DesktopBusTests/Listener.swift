import Foundation
import Synchronization

@testable import DesktopBus

/// Another program at the bus: asks, listens, and answers where it stands in for a desktop.
final class Listener {
  private let connection: BusConnection
  private let wake: Wake

  init(_ bus: TestBus, as name: String? = nil) throws {
    guard let connection = try bus.connect(), let wake = Wake() else { throw NeverCame() }
    (self.connection, self.wake) = (connection, wake)
    if let name, !connection.take(name: name) { throw NeverCame() }
  }

  /// Calls a method with a text, and waits for the answer.
  func ask(_ name: String, path: String, _ member: String, _ text: String) throws {
    let call = BusCall(path: path, interface: name, member: member, arguments: [.text(text)])
    guard let serial = connection.call(name, call) else { throw NeverCame() }
    while try next().answers != serial {}
  }

  /// The next signal of the player.
  func signal() throws -> BusCall {
    while true {
      let message = try next()
      if message.kind == .signal, message.call.path == MediaPlayer.path { return message.call }
    }
  }

  /// The next call to us.
  func call() throws -> BusMessage {
    while true {
      let message = try next()
      if message.kind == .call { return message }
    }
  }

  /// Answers a call.
  func answer(_ message: BusMessage, _ values: [BusValue]) {
    connection.answer(message, values)
  }

  private func next() throws -> BusMessage {
    let guardian = DispatchWorkItem { [wake] in wake.raise() }
    let end = Date().addingTimeInterval(30)
    DispatchQueue.global().asyncAfter(deadline: .now() + 31, execute: guardian)
    defer { guardian.cancel() }
    while Date() < end {
      if let message = connection.next() { return message }
      connection.wait(wake)
    }
    throw NeverCame()
  }
}
