import Foundation
import Listening

/// Where tokens are asked for.
struct SignIn: Sendable {
  let auth: URL
  let http: any HTTPClient
  /// The sign-in's own: its limits are not those of other questions.
  let backoff: Backoff

  /// So long the sign-in is left alone where it does not say how long: one question in 15 minutes passes none of its limits.
  static let quiet: TimeInterval = 900

  /// Asks for a token with a form.
  func ask(_ form: [String: String], _ headers: [String: String]) async throws -> SoundCloudAnswers.Token {
    try JSONAnswer.read(SoundCloudAnswers.Token.self, from: await post(form, headers), of: .soundcloud)
  }

  private func post(_ form: [String: String], _ headers: [String: String]) async throws -> Data {
    guard let url = auth.below("oauth/token") else { throw SourceError.notConnected(.soundcloud) }
    if let until = backoff.until { throw SourceError.limited(.soundcloud, until: until) }
    let fields = headers.merging([
      "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json; charset=utf-8",
    ]) { $1 }
    let response: HTTPResponse
    do {
      response = try await http.send(HTTPRequest(.post, url, headers: fields, body: Form.encode(form)))
    } catch is HTTPError {
      throw SourceError.unreachable(.soundcloud, cause: "its sign-in does not answer")
    }
    // 400 invalid_grant: the refresh token was spent or withdrawn.
    if response.status == 400 { throw SourceError.notConnected(.soundcloud) }
    guard let error = Refusal(source: .soundcloud, what: "signing in").error(for: response) else {
      return response.body
    }
    if case .limited(_, let until) = error { backoff.begin(until: until ?? Date().addingTimeInterval(Self.quiet)) }
    throw error
  }
}
