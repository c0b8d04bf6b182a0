import Glibc

/// An event that any thread may raise and a poll sees.
final class Wake: Sendable {
  /// What a poll looks at.
  let file: Int32
  private let bell: Int32

  /// Nil where there are no more descriptors.
  init?() {
    var files: [Int32] = [-1, -1]
    let kind = Int32(SOCK_DGRAM.rawValue) | O_CLOEXEC | O_NONBLOCK
    guard socketpair(AF_UNIX, kind, 0, &files) == 0 else { return nil }
    (file, bell) = (files[0], files[1])
  }

  deinit {
    close(file)
    close(bell)
  }

  func raise() {
    var byte: UInt8 = 1
    _ = write(bell, &byte, 1)  // where it is full it is raised already
  }

  func lower() {
    var byte: UInt8 = 0
    while read(file, &byte, 1) == 1 {}
  }
}
