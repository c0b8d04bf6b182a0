import Foundation
import Glibc
import Logging
import Runtime
import Synchronization

/// The socket of a session that runs, for `crescendo ctl`: a line in, a line of JSON out. Only this user can reach it.
final class ControlSocket: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Lines longer than this are none.
  private static let mostBytes = 65_536
  /// How long an answer is waited for, in seconds: the session may be leaving, or stopped by Ctrl-Z.
  private static let patience = 5

  /// Opens the socket; nil where it cannot be, or another session has it: a session needs none.
  init?(at path: String) {
    self.path = path
    guard var place = sockaddr_un(path) else {
      Logger(label: "control").warning("\(path) is too long for a socket: crescendo ctl will not find this session")
      return nil
    }
    Self.clearAway(path)
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    let before = umask(0o177)
    let isOpen = place.withAddress { bind(descriptor, $0, $1) == 0 && listen(descriptor, 4) == 0 }
    umask(before)
    guard isOpen else {
      close(descriptor)
      Logger(label: "control").info("no socket at \(path): crescendo ctl will not find this session")
      return nil
    }
  }

  /// Whether a socket can be called so: its name has room for 107 bytes.
  static func takes(_ path: String) -> Bool { sockaddr_un(path) != nil }

  /// Takes away a socket at which nobody answers any more, and nothing else.
  private static func clearAway(_ path: String) {
    var info = stat()
    guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFSOCK else { return }
    if let session = connect(to: path) { close(session) } else if errno == ECONNREFUSED { unlink(path) }
  }

  /// Hands every line that comes to the session.
  func serve(_ feed: ControlFeed) {
    Thread.detachNewThread { [descriptor] in
      while true {
        let caller = accept(descriptor, nil, nil)
        // A caller who left again, or a moment without a free descriptor, ends nothing.
        guard caller >= 0 else {
          usleep(100_000)
          continue
        }
        Thread.detachNewThread {
          Self.answer(caller, feed)
          close(caller)
        }
      }
    }
  }

  /// Takes the socket away.
  func end() { unlink(path) }

  /// Answers a caller's lines, until they leave. Who has left already wants nothing any more: a session that was stopped finds
  /// such lines when it goes on, and another track on stage.
  static func answer(_ caller: Int32, _ feed: ControlFeed) {
    while let line = read(from: caller), !hasLeft(caller) {
      if line.trimmingCharacters(in: .whitespaces) == "watch" { return watch(caller, feed) }
      guard let answer = ask(line, feed) else { return }
      send(answer + "\n", to: caller)
    }
  }

  /// The session's answer; nil where it takes too long. Sent from here: a caller who does not read must not hold up the session.
  private static func ask(_ line: String, _ feed: ControlFeed) -> String? {
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<String?>(nil)
    feed.say(line) { text in
      answer.withLock { $0 = text }
      done.signal()
    }
    _ = done.wait(timeout: .now() + .seconds(patience))
    return answer.withLock { $0 }
  }

  /// Whether the caller has closed both ways; one who only says no more still reads.
  private static func hasLeft(_ caller: Int32) -> Bool {
    var line = pollfd(fd: caller, events: 0, revents: 0)
    return poll(&line, 1, 0) == 1 && line.revents & Int16(POLLHUP) != 0
  }

  /// One line, without its end; nil where none comes.
  static func read(from caller: Int32) -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while Glibc.read(caller, &byte, 1) == 1, bytes.count < mostBytes {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }

  /// Sends text; whether all of it went. A caller who has gone gets none, which ends nothing.
  @discardableResult
  static func send(_ text: String, to caller: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(caller, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// A line to the session at `path`, on which nothing is waited for longer than so many seconds; nil where none answers.
  static func connect(to path: String, patience: Int = patience + 1) -> Int32? {
    guard var place = sockaddr_un(path) else { return nil }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    for wait in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, wait, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    guard place.withAddress({ Glibc.connect(descriptor, $0, $1) == 0 }) else {
      close(descriptor)
      return nil
    }
    return descriptor
  }
}

extension sockaddr_un {
  /// The address of a socket file; nil where the path is longer than the system allows.
  fileprivate init?(_ path: String) {
    self.init()
    sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: sun_path)
    guard bytes.count < room else { return nil }
    withUnsafeMutableBytes(of: &sun_path) { $0.copyBytes(from: bytes) }
  }

  fileprivate mutating func withAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    return withUnsafePointer(to: &self) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
    }
  }
}
