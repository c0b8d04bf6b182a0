import Foundation
import Listening

/// Hands out a token that works, renewing it at most once at a time.
///
/// Refresh tokens are good for one use: the new one is stored before the new access token is used, and all who wait for a
/// renewal share one. App tokens are few (50 in 12 hours), so a refresh is tried before a new one is asked for.
actor TokenKeeper {
  private let auth: URL
  private let http: any HTTPClient
  private let store: any CredentialStore
  private var renewal: Task<SoundCloudCredentials.Token, any Error>?

  init(auth: URL, http: any HTTPClient, store: any CredentialStore) {
    self.auth = auth
    self.http = http
    self.store = store
  }

  /// A token good for another minute at least.
  func token(now: Date = Date()) async throws -> String {
    let credentials = try kept()
    if let token = credentials.token, token.expires > now.addingTimeInterval(60) { return token.access }
    return try await renewed(spent: credentials.token?.access, now: now)
  }

  /// A new token in place of one that was refused.
  func renewed(spent: String?, now: Date = Date()) async throws -> String {
    if let renewal { return try await renewal.value.access }
    let credentials = try kept()
    // Somebody renewed it between the refusal and this call.
    if let token = credentials.token, token.access != spent, token.expires > now { return token.access }
    let task = Task { try await self.renew(credentials, now: now) }
    renewal = task
    defer { renewal = nil }
    return try await task.value.access
  }

  private func kept() throws -> SoundCloudCredentials {
    guard let credentials = try? store.load() else { throw SourceError.notConnected(.soundcloud) }
    return credentials
  }

  private func renew(_ credentials: SoundCloudCredentials, now: Date) async throws -> SoundCloudCredentials.Token {
    if let token = credentials.token, let refresh = token.refresh {
      let form = [
        "grant_type": "refresh_token", "client_id": credentials.clientID, "client_secret": credentials.clientSecret,
        "refresh_token": refresh,
      ]
      do {
        return try await ask(form, headers: [:], credentials, isListeners: token.isListeners, now: now)
      } catch SourceError.notConnected where !token.isListeners {
        // An app's token needs no listener: a new one will do.
      }
    }
    if credentials.token?.isListeners == true { throw SourceError.notConnected(.soundcloud) }
    let pair = Data("\(credentials.clientID):\(credentials.clientSecret)".utf8).base64EncodedString()
    return try await ask(
      ["grant_type": "client_credentials"], headers: ["Authorization": "Basic \(pair)"], credentials,
      isListeners: false, now: now)
  }

  /// Trades a code from the browser for the listener's token.
  func trade(code: String, verifier: String, redirect: String, now: Date = Date()) async throws {
    let credentials = try kept()
    let form = [
      "grant_type": "authorization_code", "client_id": credentials.clientID,
      "client_secret": credentials.clientSecret, "redirect_uri": redirect, "code": code, "code_verifier": verifier,
    ]
    _ = try await ask(form, headers: [:], credentials, isListeners: true, now: now)
  }

  private struct Answer: Decodable {
    var access_token: String
    var refresh_token: String?
    var expires_in: Double?
  }

  private func ask(
    _ form: [String: String], headers: [String: String], _ credentials: SoundCloudCredentials, isListeners: Bool,
    now: Date
  ) async throws -> SoundCloudCredentials.Token {
    let url = auth.appendingPathComponent("oauth/token")
    var fields = headers
    fields["Content-Type"] = "application/x-www-form-urlencoded"
    fields["Accept"] = "application/json; charset=utf-8"
    let response: HTTPResponse
    do {
      response = try await http.send(HTTPRequest(.post, url, headers: fields, body: Form.encode(form)))
    } catch is HTTPError {
      throw SourceError.unreachable(.soundcloud, cause: "its sign-in does not answer")
    }
    // 400 invalid_grant: the refresh token was spent or withdrawn.
    if response.status == 400 { throw SourceError.notConnected(.soundcloud) }
    if let error = Refusal(source: .soundcloud, what: "signing in").error(for: response) { throw error }
    let answer = try JSONAnswer.decode(Answer.self, from: response.body, of: .soundcloud)
    let token = SoundCloudCredentials.Token(
      access: answer.access_token, refresh: answer.refresh_token,
      expires: now.addingTimeInterval(answer.expires_in ?? 3600), isListeners: isListeners)
    var kept = credentials
    kept.token = token
    try store.store(kept)
    return token
  }
}

/// A form as browsers send it.
enum Form {
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  static func encode(_ form: [String: String]) -> Data {
    let pairs = form.sorted { $0.key < $1.key }.map { "\(escape($0.key))=\(escape($0.value))" }
    return Data(pairs.joined(separator: "&").utf8)
  }

  private static func escape(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
