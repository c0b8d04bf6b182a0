import Foundation
import Listening

/// Hands out a token that works, renewing it at most once at a time.
///
/// Refresh tokens are good for one use: none is spent before the store has shown that it takes what comes for it, the new one is
/// stored before the new access token is used, and all who wait for a renewal share one. App tokens are few (50 in 12 hours), so a refresh is tried before a new one is asked for.
actor TokenKeeper {
  private let signIn: SignIn
  private let store: any CredentialStore
  private var renewal: Task<SoundCloudCredentials.Token, any Error>?
  /// What the store did not take, and in place of what: the only refresh token that is still good.
  private var unstored: (before: SoundCloudCredentials, now: SoundCloudCredentials)?
  /// A new token that was refused all the same, and until when what it does not open is not its fault: tokens are few.
  private var blameless: (access: String, until: Date)?
  /// The refresh token that the sign-in refused: it is not asked with that again, as it takes few questions from an address.
  private var refused: String?

  /// `backoff` is the sign-in's own: its limits are not those of other questions.
  init(auth: URL, http: any HTTPClient, store: any CredentialStore, backoff: Backoff = Backoff()) {
    signIn = SignIn(auth: auth, http: http, backoff: backoff)
    self.store = store
  }

  /// Whether the token speaks for the listener, or only for the app.
  func speaksForListener() throws -> Bool { try kept().token?.isListeners ?? false }

  /// A token good for another minute at least.
  func token(now: Date = Date()) async throws -> String {
    let credentials = try kept()
    if unstored?.before != credentials, let token = credentials.token, token.expires > now.addingTimeInterval(60) {
      return token.access
    }
    return try await renewed(spent: credentials.token?.access, now: now)
  }

  /// A token that was new did not open something: for five minutes another is not tried for what it does not open.
  func acquit(_ access: String, now: Date = Date()) { blameless = (access, now.addingTimeInterval(300)) }

  /// Whether another token would open no more than this one.
  func isBlameless(_ access: String, now: Date = Date()) -> Bool {
    blameless.map { $0.access == access && now < $0.until } ?? false
  }

  /// A new token in place of one that was refused.
  func renewed(spent: String?, now: Date = Date()) async throws -> String {
    if let renewal { return try await renewal.value.access }
    // A task of its own: a caller who gives up must not lose the one refresh token that is left.
    let task = Task { try await self.renew(spent: spent, now: now) }
    renewal = task
    defer { renewal = nil }
    return try await task.value.access
  }

  /// Trades a code from the browser for the listener's token.
  func trade(code: String, verifier: String, redirect: String, now: Date = Date()) async throws {
    let turn = try await store.turn()
    defer { turn.end() }
    let credentials = try kept()
    let form = [
      "grant_type": "authorization_code", "client_id": credentials.clientID,
      "client_secret": credentials.clientSecret, "redirect_uri": redirect, "code": code, "code_verifier": verifier,
    ]
    _ = try await ask(form, credentials, isListeners: true, now: now)
  }

  /// The app's own token, which needs no listener. Whoever asks for it has the turn.
  func appToken(_ credentials: SoundCloudCredentials, now: Date = Date()) async throws -> SoundCloudCredentials.Token {
    let pair = Data("\(credentials.clientID):\(credentials.clientSecret)".utf8).base64EncodedString()
    return try await ask(
      ["grant_type": "client_credentials"], headers: ["Authorization": "Basic \(pair)"], credentials,
      isListeners: false, now: now)
  }

  private func kept() throws -> SoundCloudCredentials {
    do {
      if let credentials = try store.load() { return credentials }
    } catch {
      throw SourceError.unkept(.soundcloud, cause: "they cannot be read")
    }
    throw SourceError.notConnected(.soundcloud)
  }

  /// What is kept, with what could not be stored before; unless somebody has changed it since. Whoever asks has the turn.
  private func keptAtLast() throws -> SoundCloudCredentials {
    let credentials = try kept()
    guard let unstored else { return credentials }
    if unstored.before == credentials { try keep(unstored.now) }
    self.unstored = nil
    return try kept()
  }

  private func renew(spent: String?, now: Date) async throws -> SoundCloudCredentials.Token {
    // One process at a time: two that spend the same refresh token lock each other out.
    let turn = try await store.turn()
    defer { turn.end() }
    let credentials = try keptAtLast()
    // Somebody renewed it between the refusal and this call.
    if let token = credentials.token, token.access != spent, token.expires > now { return token }
    if let token = credentials.token, let refresh = token.refresh, refresh != refused {
      let form = [
        "grant_type": "refresh_token", "client_id": credentials.clientID, "client_secret": credentials.clientSecret,
        "refresh_token": refresh,
      ]
      try keep(credentials)  // a disk that takes nothing must not cost the token
      do {
        return try await ask(form, credentials, isListeners: token.isListeners, now: now)
      } catch SourceError.notConnected {
        refused = refresh
      }
    }
    if credentials.token?.isListeners == true { throw SourceError.notConnected(.soundcloud) }
    // An app's token needs no listener: a new one will do.
    return try await appToken(credentials, now: now)
  }

  private func ask(
    _ form: [String: String], headers: [String: String] = [:], _ credentials: SoundCloudCredentials,
    isListeners: Bool, now: Date
  ) async throws -> SoundCloudCredentials.Token {
    let answer = try await signIn.ask(form, headers)
    let token = SoundCloudCredentials.Token(
      access: answer.access, refresh: answer.refresh,
      expires: now.addingTimeInterval(answer.seconds), isListeners: isListeners)
    var kept = credentials
    kept.token = token
    do {
      try keep(kept)
    } catch {
      unstored = (credentials, kept)
      throw error
    }
    unstored = nil
    return token
  }

  private func keep(_ credentials: SoundCloudCredentials) throws {
    do {
      try store.store(credentials)
    } catch {
      throw SourceError.unkept(.soundcloud, cause: "they cannot be written")
    }
  }
}
