import Foundation
import Listening

/// Asks SoundCloud's API with the listener's token.
///
/// The token goes to the API's own origin and to no other: redirects are read, never followed with it, and a link to a
/// foreign host is not asked.
struct SoundCloudDoor: Sendable {
  let api: URL
  let wire: Wire
  let keeper: TokenKeeper
  private static let pageSize = "200"

  /// Asks with the token and reads the answer; a token that is refused is renewed once and the same asked again. What a new
  /// token does not open is refused: the service says 401 of other things than tokens too.
  func ask<Value: Sendable>(
    _ method: HTTPRequest.Method, _ url: URL, what: String, read: (HTTPResponse) throws -> Value
  ) async throws -> Value {
    guard url.hasOrigin(of: api) else { throw Self.foreign }
    let token = try await keeper.token()
    do {
      return try await wire.ask(request(method, url, token: token), what: what, read: read)
    } catch SourceError.notConnected {
      guard await !keeper.isBlameless(token) else { throw SourceError.refused(.soundcloud, what: what) }
      let fresh = try await keeper.renewed(spent: token)
      do {
        return try await wire.ask(request(method, url, token: fresh), what: what, read: read)
      } catch SourceError.notConnected {
        await keeper.acquit(fresh)
        throw SourceError.refused(.soundcloud, what: what)
      }
    }
  }

  /// Asks for one thing.
  func one<Value: AnswerShape>(_ type: Value.Type, _ url: URL, what: String) async throws -> Value {
    try await ask(.get, url, what: what) { try JSONAnswer.read(type, from: $0.body, of: .soundcloud) }
  }

  /// Asks for the first page of a list, or for the one marked.
  func list<Item: AnswerShape>(
    _ type: Item.Type, _ path: String, _ mark: PageMark?, _ items: [String: String] = [:]
  ) async throws -> Page<Item> {
    if let mark {
      guard let url = URL(string: mark.text), url.hasOrigin(of: api) else { return Page([], complaint: Self.foreign) }
      return try await page(type, url)
    }
    let places = ["limit": Self.pageSize, "linked_partitioning": "true"]
    return try await page(type, address(path, places.merging(items) { $1 }))
  }

  private func page<Item: AnswerShape>(_ type: Item.Type, _ url: URL) async throws -> Page<Item> {
    let list = try await one(SoundCloudAnswers.List<Item>.self, url, what: "this list")
    guard let text = list.next else { return Page(list.items) }
    // A link to itself would never end; a link elsewhere would carry the token away.
    guard let next = URL(string: text), next.hasOrigin(of: api) else {
      return Page(list.items, complaint: Self.foreign)
    }
    guard next != url else { return Page(list.items, complaint: Self.repeated) }
    return Page(list.items, next: PageMark(text))
  }

  /// The API's address below `path`.
  func address(_ path: String, _ items: [String: String] = [:]) throws -> URL {
    guard let url = api.below(path, items) else {
      throw SourceError.malformed(.soundcloud, cause: "an id that fits no address")
    }
    return url
  }

  /// The name that the API gives a thing.
  func urn(_ kind: String, _ key: String) -> String { "soundcloud:\(kind):\(Form.escaped(key))" }

  private func request(_ method: HTTPRequest.Method, _ url: URL, token: String) -> HTTPRequest {
    let headers = ["Authorization": "OAuth \(token)", "Accept": "application/json; charset=utf-8"]
    return HTTPRequest(method, url, headers: headers)
  }

  static let foreign = SourceError.malformed(.soundcloud, cause: "a link to another host, which was not followed")
  static let repeated = SourceError.malformed(.soundcloud, cause: "a list that leads to itself, which was left")
}
