import Foundation
import Listening
import Synchronization

/// The last answers of a service, on disk until what they brought is stored: a harvest that is killed in between reads them
/// there instead of asking again.
///
/// An answer is kept before it is given. Only those that an earlier process left are read, each once: whoever asks twice in one
/// life wants to know anew.
public final class KeptAnswers: HTTPClient {
  /// More than are ever between the service and the store at once.
  static let most = 8
  /// Older ones are asked for again.
  static let lifetime: TimeInterval = 3600

  private let http: any HTTPClient
  private let folder: URL
  private let state: Mutex<State>

  private struct State {
    /// Where the answers lie that an earlier process left, by name.
    var left: [String: Int] = [:]
    /// The number of the next one. Files are written over in turn, which spares the disk all of them.
    var number = 0
  }

  /// Stands before `http`, with the answers in `folder`.
  public init(_ http: any HTTPClient, in folder: URL) {
    (self.http, self.folder) = (http, folder)
    var state = State()
    for place in 0..<Self.most {
      let file = KeptAnswer(folder.appendingPathComponent(String(place)))
      guard let title = file.title, file.isYounger(than: Self.lifetime) else { continue }
      state.left[title.name] = place
      state.number = max(state.number, title.number + 1)
    }
    self.state = Mutex(state)
  }

  /// Asks, unless an earlier process was given the answer.
  public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .get else { return try await http.send(request) }
    let name = Self.name(request.url)
    if let body = left(name) { return HTTPResponse(status: 200, body: body) }
    let response = try await http.send(request)
    if response.status == 200 { keep(response.body, as: name) }
    return response
  }

  /// Forgets all: what they brought is stored.
  public func clear() {
    state.withLock { $0 = State() }
    // What cannot be taken away grows too old to be read.
    try? FileManager.default.removeItem(at: folder)
  }

  /// The SHA-256 of the address: the address itself may tell what the listener likes.
  private static func name(_ url: URL) -> String {
    SHA256.hash(Data(url.absoluteString.utf8)).map { String(format: "%02x", $0) }.joined()
  }

  private func left(_ name: String) -> Data? {
    let place = state.withLock { $0.left.removeValue(forKey: name) }
    return place.flatMap { KeptAnswer(folder.appendingPathComponent(String($0))).body(of: name) }
  }

  /// An answer that cannot be kept is given all the same: after a kill it is asked for again, and no more is lost.
  private func keep(_ body: Data, as name: String) {
    let number = state.withLock { state in
      defer { state.number += 1 }
      return state.number
    }
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try KeptAnswer(folder.appendingPathComponent(String(number % Self.most)))
        .write(body, as: KeptAnswer.Title(name: name, number: number))
    } catch {}
  }
}

/// One answer in a file: its title, then its body. While it is written it has no title.
private struct KeptAnswer {
  /// Which answer it is, and how many were written before it.
  struct Title {
    static let length = 64 + 20
    var name: String
    var number: Int

    init(name: String, number: Int) { (self.name, self.number) = (name, number) }

    init?(_ bytes: Data) {
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.utf8.count == Self.length, let number = Int(text.suffix(20)),
        (0..<1 << 40).contains(number)
      else { return nil }
      self.init(name: String(text.prefix(64)), number: number)
    }

    var bytes: Data {
      let digits = String(number)
      return Data((name + String(repeating: "0", count: max(0, 20 - digits.count)) + digits).utf8)
    }
  }

  private let file: URL

  init(_ file: URL) { self.file = file }

  var title: Title? {
    let handle = try? FileHandle(forReadingFrom: file)
    return (try? handle?.read(upToCount: Title.length)).flatMap { Title($0) }
  }

  func isYounger(than seconds: TimeInterval) -> Bool {
    let date = try? FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date
    return date.map { abs($0.timeIntervalSinceNow) < seconds } ?? false
  }

  func body(of name: String) -> Data? {
    guard let all = try? Data(contentsOf: file), Title(all.prefix(Title.length))?.name == name else { return nil }
    return Data(all.dropFirst(Title.length))
  }

  func write(_ body: Data, as title: Title) throws {
    if !FileManager.default.fileExists(atPath: file.path) {
      _ = FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    let handle = try FileHandle(forWritingTo: file)
    try handle.write(contentsOf: Data(count: Title.length))
    try handle.write(contentsOf: body)
    try handle.truncate(atOffset: UInt64(Title.length + body.count))
    try handle.seek(toOffset: 0)
    try handle.write(contentsOf: title.bytes)
    try handle.close()
  }
}
