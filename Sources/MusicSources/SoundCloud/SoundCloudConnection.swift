import Foundation
import Listening

/// Connects a listener's own SoundCloud app, with or without a sign-in, and disconnects it.
public struct SoundCloudConnection: Sendable {
  private let api: URL
  private let auth: URL
  private let store: any CredentialStore
  private let http: any HTTPClient
  private let keeper: TokenKeeper

  /// Speaks to the service at `api` and signs in at `auth`.
  public init(api: URL, auth: URL, store: any CredentialStore, http: any HTTPClient) {
    (self.api, self.auth, self.store, self.http) = (api, auth, store, http)
    keeper = TokenKeeper(auth: auth, http: http, store: store)
  }

  /// Keeps the app's id and secret once the service has taken them. Search, harvest and play need no more.
  public func connect(clientID: String, clientSecret: String) async throws {
    // A renewal under way elsewhere would write the old credentials over these.
    let turn = try await store.turn()
    defer { turn.end() }
    do {
      _ = try await keeper.appToken(SoundCloudCredentials(clientID: clientID, clientSecret: clientSecret))
    } catch SourceError.notConnected {
      throw SourceError.refused(.soundcloud, what: "this client id and secret: copy both again from your app's page")
    }
  }

  /// Signs the listener in: `show` gets the page to open in a browser, which leads back to this machine.
  /// - Parameters:
  ///   - port: the port of the redirect address as registered for the app, `http://127.0.0.1:PORT/callback`; 0 takes any.
  ///   - patience: how long the browser may take.
  public func signIn(
    port: UInt16 = 8765, patience: Duration = .seconds(300), show: @Sendable (URL) -> Void
  ) async throws {
    guard let credentials = try store.load() else { throw SourceError.notConnected(.soundcloud) }
    let door = try LoopbackDoor(port: port)
    defer { door.close() }
    let redirect = "http://127.0.0.1:\(door.port)/callback"
    let (state, verifier) = (Self.secret(), Self.secret())
    let challenge = Self.base64(Data(SHA256.hash(Data(verifier.utf8))))
    let items = [
      "client_id": credentials.clientID, "redirect_uri": redirect, "response_type": "code",
      "code_challenge": challenge, "code_challenge_method": "S256", "state": state,
    ]
    guard let page = auth.below("authorize", items) else { throw SourceError.notConnected(.soundcloud) }
    show(page)
    let code = try await door.code(state: state, patience: patience)
    do {
      try await keeper.trade(code: code, verifier: verifier, redirect: redirect)
    } catch SourceError.notConnected {
      throw SourceError.refused(.soundcloud, what: "this sign-in: run `crescendo connect soundcloud` again")
    }
  }

  /// Signs out there, as far as the service answers, and forgets everything here; answers whether there was anything.
  @discardableResult
  public func disconnect() async throws -> Bool {
    // A renewal under way elsewhere would write them anew.
    let turn = try await store.turn()
    defer { turn.end() }
    let kept = Result { try store.load() }
    if let token = try? kept.get()?.token, let url = auth.below("sign-out") {
      let body = try JSONEncoder().encode(["access_token": token.access])
      let fields = ["Content-Type": "application/json"]
      _ = try? await http.send(HTTPRequest(.post, url, headers: fields, body: body))  // forgetting matters more
    }
    do {
      try store.store(nil)
    } catch {
      throw SourceError.unkept(.soundcloud, cause: "they cannot be taken away")
    }
    if case .success(nil) = kept { return false }
    return true
  }

  /// 43 letters that nobody can guess (RFC 7636 section 4.1).
  private static func secret() -> String {
    var chance = SystemRandomNumberGenerator()
    return base64(Data((0..<32).map { _ in UInt8.random(in: 0...255, using: &chance) }))
  }

  private static func base64(_ data: Data) -> String {
    data.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }
}
