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
    /// Left by an earlier process.
    var left: Set<String>
    /// All there are, the oldest first.
    var names: [String]
  }

  /// Stands before `http`, with the answers in `folder`.
  public init(_ http: any HTTPClient, in folder: URL) {
    (self.http, self.folder) = (http, folder)
    let names = Self.found(in: folder)
    state = Mutex(State(left: Set(names), names: names))
  }

  /// The files young enough, the oldest first.
  private static func found(in folder: URL) -> [String] {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
    let dated = (files ?? []).compactMap { file -> (name: String, date: Date)? in
      let date = try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
      guard let date, abs(date.timeIntervalSinceNow) < lifetime else { return nil }
      return (file.lastPathComponent, date)
    }
    return dated.sorted { $0.date < $1.date }.map(\.name)
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
    state.withLock { $0 = State(left: [], names: []) }
    // What cannot be taken away grows too old to be read.
    try? FileManager.default.removeItem(at: folder)
  }

  /// An address may say what the listener likes: its sum does not.
  private static func name(_ url: URL) -> String {
    SHA256.hash(Data(url.absoluteString.utf8)).map { String(format: "%02x", $0) }.joined()
  }

  private func left(_ name: String) -> Data? {
    guard state.withLock({ $0.left.remove(name) }) != nil else { return nil }
    return try? Data(contentsOf: folder.appendingPathComponent(name))
  }

  /// An answer that cannot be kept is given all the same: after a kill it is asked for again, and no more is lost.
  private func keep(_ body: Data, as name: String) {
    let file = folder.appendingPathComponent(name)
    let part = folder.appendingPathComponent("part-" + name)
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try body.write(to: part)
      guard rename(part.path, file.path) == 0 else { return }
    } catch { return }
    let old = state.withLock { state -> [String] in
      state.names.removeAll { $0 == name }
      state.names.append(name)
      defer { state.names = state.names.suffix(Self.most) }
      return Array(state.names.dropLast(Self.most))
    }
    for name in old { unlink(folder.appendingPathComponent(name).path) }
  }
}
