import ArgumentParser
import Foundation
import Listening
import MusicSources
import Settings
import Storage

/// `crescendo connect soundcloud`: the listener's own app, then a sign-in in the browser.
struct Connect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connect", abstract: "Give the program your own app's id and secret at SoundCloud, and sign in.",
    discussion: """
      Register an app at SoundCloud with the redirect address http://127.0.0.1:8765/callback. Id and secret are asked for, or read from \
      standard input, a line each; they are never taken from the command's words, where others could see them.
      """)

  @OptionGroup var place: HomeOptions

  @Argument(help: "soundcloud.", completion: .list(["soundcloud"]))
  var source: String

  @Flag(help: "Do not sign in: search, harvest and play need only the app.")
  var appOnly = false

  func run() throws {
    guard source == "soundcloud" else {
      throw Complaint("only soundcloud needs connecting; audius works as it is", .usage)
    }
    let house = try place.house()
    let connection = try house.soundcloudConnection()
    let (id, secret) = (try Secrets.ask("client id: "), try Secrets.ask("client secret: "))
    house.keptAnswers(of: source).clear()
    let (signsIn, port) = (!appOnly, UInt16(clamping: house.configuration.redirectPort))
    try waiting {
      try await connection.connect(clientID: id, clientSecret: secret)
      guard signsIn else { return }
      try await connection.signIn(port: port) { page in
        Output.note("Sign in here: \(page.absoluteString)")
        Pages.open(page.absoluteString)
      }
    }
    let start = signsIn ? "" : " --from tag NAME"
    Output.line(
      "connected: `crescendo harvest soundcloud\(start)` collects, and `crescendo --source soundcloud` plays what it found"
    )
  }
}

/// `crescendo disconnect soundcloud`.
struct Disconnect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disconnect", abstract: "Sign out, and forget the credentials.")

  @OptionGroup var place: HomeOptions

  @Argument(help: "soundcloud.", completion: .list(["soundcloud"]))
  var source: String

  func run() throws {
    guard source == "soundcloud" else { throw Complaint("only soundcloud has credentials", .usage) }
    let house = try place.house()
    let connection = try house.soundcloudConnection()
    guard try waiting({ try await connection.disconnect() }) else {
      return Output.line("soundcloud was not connected")
    }
    house.keptAnswers(of: source).clear()
    Output.line("disconnected: the credentials are gone; `crescendo purge soundcloud` takes away what was collected")
  }
}

/// `crescendo purge SOURCE`.
struct Purge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Take away everything collected from a source. Your own verdicts stay, readable.")

  @OptionGroup var place: HomeOptions

  @Argument(help: "The source, such as audius, soundcloud or file.")
  var source: SourceName

  func run() throws {
    let house = try place.house()
    // A harvest in another program would bring back what is taken away.
    let lock = try house.lockCatalogue()
    defer { withExtendedLifetime(lock) {} }
    let (catalogue, source) = (try house.openCatalogue(), source)
    let before = try waiting { try await catalogue.counts() }
    let gone = try waiting { try await catalogue.purge(source) }
    let left = try waiting { try await catalogue.counts() }
    house.keptAnswers(of: source.rawValue).clear()
    // Before the file is rewritten, which takes long and may be broken off: the model must not know what is gone.
    let hadModel = gone > 0 ? try house.forgetModel() : false
    try waiting { try await catalogue.rewrite() }
    guard gone > 0 else { return Output.clean("nothing of \(source.rawValue) is in the catalogue") }
    let tracks = Output.count(before.tracks - left.tracks, "track")
    let favourites = Output.count(before.favourites - left.favourites, "favourite")
    Output.clean(
      "everything collected from \(source.rawValue) is gone, \(tracks) and \(favourites)"
        + (hadModel ? ", and the model: the next session or `crescendo train` learns anew from what is left" : ""))
  }
}

/// Asks for what nobody else should see.
enum Secrets {
  /// A line typed without being shown, or read from standard input.
  static func ask(_ prompt: String) throws -> String {
    if isatty(0) == 1 { Output.prompt(prompt) }
    let line = isatty(0) == 1 ? hidden() : readLine()
    guard let text = line?.trimmingCharacters(in: .whitespaces), !text.isEmpty else {
      throw Complaint("nothing was given for the \(prompt.dropLast(2))", .usage)
    }
    return text
  }

  /// The terminal as it was before the prompt. Written before the handler is set that reads it.
  private nonisolated(unsafe) static var modes = termios()

  private static func hidden() -> String? {
    tcgetattr(0, &modes)
    // A signal that ends the program here would leave the terminal showing nothing.
    let ending = [SIGINT, SIGQUIT, SIGTERM, SIGHUP]
    let before = ending.map { signal($0, giveBackAndEnd) }
    var quiet = modes
    quiet.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(0, TCSAFLUSH, &quiet)
    defer {
      tcsetattr(0, TCSAFLUSH, &modes)
      for (number, action) in zip(ending, before) { signal(number, action) }
      Output.note("")
    }
    return readLine()
  }

  private static let giveBackAndEnd: @convention(c) (Int32) -> Void = { number in
    tcsetattr(0, TCSAFLUSH, &modes)
    signal(number, SIG_DFL)
    raise(number)
  }
}
