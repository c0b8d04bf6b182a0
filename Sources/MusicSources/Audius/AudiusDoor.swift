import Foundation
import Listening

/// Asks Audius' API.
struct AudiusDoor: Sendable {
  let api: URL
  let wire: Wire
  let key: String?
  static let pageSize = 100
  static let appName = "crescendo"

  /// A page by offset; the end is a page shorter than asked.
  func page<Item: AnswerShape>(
    _ type: Item.Type, _ path: String, _ mark: PageMark?, _ items: [String: String] = [:]
  ) async throws -> Page<Item> {
    let offset = mark.flatMap { Int($0.text) } ?? 0
    let places = ["limit": String(Self.pageSize), "offset": String(offset)]
    let found = try await list(type, path, items.merging(places) { $1 })
    // Odd elements count too: the offset is the service's.
    let isFull = found.count >= Self.pageSize
    return Page(found.elements, next: isFull ? PageMark(String(offset + found.count)) : nil)
  }

  /// A list in one answer.
  func list<Item: AnswerShape>(
    _ type: Item.Type, _ path: String, _ items: [String: String]
  ) async throws -> Tolerant<Item> {
    try await list(type, path, items.mapValues { [$0] })
  }

  /// A list in one answer, asked for with items that may be repeated.
  func list<Item: AnswerShape>(
    _ type: Item.Type, _ path: String, _ items: [String: [String]]
  ) async throws -> Tolerant<Item> {
    try await ask(path, items) { try JSONAnswer.read(AudiusAnswers.List<Item>.self, from: $0, of: .audius).data }
  }

  /// One thing.
  func one<Value: AnswerShape>(_ type: Value.Type, _ path: String) async throws -> Value {
    try await ask(path, [:]) { body in
      let answer = try JSONAnswer.read(AudiusAnswers.Wrapped<Value>.self, from: body, of: .audius)
      guard let data = answer.data else { throw SourceError.gone(.audius) }
      return data
    }
  }

  /// Where a page on audius.co leads, as the last two parts of the API's address.
  func resolve(_ page: String) async throws -> (kind: String, key: String) {
    let place = try await redirect("resolve", ["url": page], what: "this page")
    let parts = place.flatMap { URL(string: $0) }?.path.split(separator: "/").suffix(2) ?? []
    guard parts.count == 2, let kind = parts.first, let key = parts.last, IdentifierKey.isOne(key) else {
      throw SourceError.gone(.audius)
    }
    return (String(kind), String(key))
  }

  /// Where an address of the API leads; nil where it leads nowhere.
  func redirect(_ path: String, _ items: [String: String] = [:], what: String) async throws -> String? {
    let url = try address(path, items.merging(["app_name": Self.appName]) { $1 })
    return try await wire.ask(HTTPRequest(.get, url, headers: headers), what: what) { $0.headers["location"] }
  }

  /// The API's address below `path`.
  func address(_ path: String, _ items: [String: String]) throws -> URL {
    guard let url = api.below(path, items) else {
      throw SourceError.malformed(.audius, cause: "an id that fits no address")
    }
    return url
  }

  private var headers: [String: String] {
    let accepts = ["Accept": "application/json"]
    return key.map { accepts.merging(["X-API-Key": $0]) { $1 } } ?? accepts
  }

  private func ask<Value: Sendable>(
    _ path: String, _ items: [String: [String]], read: (Data) throws -> Value
  ) async throws -> Value {
    let single = items.compactMapValues { $0.count == 1 ? $0[0] : nil }
    var url = try address(path, single.merging(["app_name": Self.appName]) { $1 })
    let repeated = items.filter { $0.value.count > 1 }.flatMap { item in
      item.value.map { "&\(Form.escaped(item.key))=\(Form.escaped($0))" }
    }
    url = URL(string: url.absoluteString + repeated.joined()) ?? url
    return try await wire.ask(HTTPRequest(.get, url, headers: headers), what: "this") { try read($0.body) }
  }
}
