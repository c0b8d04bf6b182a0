import Foundation

/// Gives one file to whoever asks, over HTTP on this machine, each connection on a thread of its own.
final class FileServer: Sendable {
  let port: UInt16
  private let door: Int32
  private let file: Data
  private let type: String

  init(_ file: Data, type: String) throws {
    (self.file, self.type) = (file, type)
    door = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let door = door
    let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(door, $0, size) == 0 && listen(door, 16) == 0 && getsockname(door, $0, &size) == 0
      }
    }
    guard isOpen else { throw BenchError("no port can be opened") }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while true {
        let line = accept(door, nil, nil)
        guard line >= 0 else { return }
        Thread.detachNewThread { self.answer(line) }
      }
    }
  }

  /// Takes no more connections.
  func close() {
    shutdown(door, Int32(SHUT_RDWR))
    Glibc.close(door)
  }

  private func answer(_ line: Int32) {
    defer { Glibc.close(line) }
    guard let request = Self.request(line) else { return }
    let range = request.split(separator: "\r\n").first { $0.lowercased().hasPrefix("range: bytes=") }
    let start = range.flatMap { Int($0.dropFirst(13).prefix { $0.isNumber }) } ?? 0
    guard start < file.count else { return }
    let head = """
      HTTP/1.1 \(range == nil ? "200 OK" : "206 Partial Content")\r
      Content-Type: \(type)\r
      Accept-Ranges: bytes\r
      Content-Length: \(file.count - start)\r
      Content-Range: bytes \(start)-\(file.count - 1)/\(file.count)\r
      Connection: close\r
      \r

      """
    if send(line, Data(head.utf8)) { send(line, Data(file[start...])) }
  }

  private static func request(_ line: Int32) -> String? {
    var text = ""
    var bytes = [UInt8](repeating: 0, count: 4096)
    while !text.contains("\r\n\r\n") {
      let count = read(line, &bytes, bytes.count)
      guard count > 0 else { return nil }
      text += String(decoding: bytes.prefix(count), as: UTF8.self)
    }
    return text
  }

  /// Sends everything; false when the other side has gone.
  @discardableResult
  private func send(_ line: Int32, _ data: Data) -> Bool {
    data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) -> Bool in
      guard let start = bytes.baseAddress else { return true }
      var done = 0
      while done < bytes.count {
        let count = Glibc.send(line, start + done, bytes.count - done, Int32(MSG_NOSIGNAL))
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }
}
