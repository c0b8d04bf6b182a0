import Foundation
import Listening
import Synchronization

@testable import MusicSources

/// A fault that a service shows, and what is made of it.
enum Fault: String, CaseIterable, Sendable {
  case badGateway, gatewayTimeout, truncated, notJSON, drip

  /// How many seconds an answer may take; only what drips must be given up soon.
  var patience: Int { self == .drip ? 2 : 20 }

  /// The answer with the fault in it.
  func reply(_ whole: Data) -> StandIn.Reply {
    switch self {
    case .badGateway: .text("<html><h1>502 Bad Gateway</h1></html>", status: 502)
    case .gatewayTimeout: .text("upstream request timeout", status: 504)
    case .truncated: .half(whole)
    case .notJSON: .text("<!doctype html>hello", status: 200)
    case .drip: .drip(milliseconds: 100)
    }
  }
}

/// Replies to be given once each, before the usual ones.
final class Once: Sendable {
  private let replies: Mutex<[(part: String, reply: StandIn.Reply)]> = Mutex([])

  /// The next question whose path holds `part` is answered so.
  func add(_ part: String, _ reply: StandIn.Reply) { replies.withLock { $0.append((part, reply)) } }

  /// The reply for this question, which then is spent.
  func take(_ path: String) -> StandIn.Reply? {
    replies.withLock { list in
      list.firstIndex { path.contains($0.part) }.map { list.remove(at: $0).reply }
    }
  }
}

/// A client that gives up after so many seconds; long enough for a busy machine.
func quickClient(_ timeout: Int = 20) -> CurlClient { CurlClient(agent: "crescendo-test", timeout: timeout) }

/// The fault that some work ends with; nil where it ends well.
func fault<Value>(_ work: () async throws -> Value) async -> SourceError? {
  do {
    _ = try await work()
    return nil
  } catch let error as SourceError {
    return error
  } catch {
    return .malformed(.demo, cause: "not a SourceError: \(error)")
  }
}

/// A folder that vanishes with the value.
final class Workbench: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("sources-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String) -> URL { url.appendingPathComponent(name) }
}
