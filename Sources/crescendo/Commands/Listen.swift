import ArgumentParser
import Foundation
import Interface
import Listening
import MPVPlayback
import MusicSources
import Runtime
import Session
import Settings
import Terminal
import TextUI

/// `crescendo`: the session on a screen, or line by line.
struct Listen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen", abstract: "Open the session (what crescendo does alone).")

  @OptionGroup var place: HomeOptions

  @Option(
    help: "Where tracks come from: \(Configuration.sources.joined(separator: ", ")).",
    completion: .list(Configuration.sources))
  var source: String?

  @Option(help: "A theme: `crescendo themes` lists them.", completion: .list(ThemeLibrary().names))
  var theme: String?

  @Option(
    help: "How many colours: \(Configuration.colors.joined(separator: ", ")).", completion: .list(Configuration.colors))
  var color: String?

  @Flag(help: "Plain lines, for screen readers and terminals that cannot place a cursor.")
  var plain = false

  @Option(help: "The sound output, as mpv's --ao names it; null plays into nothing.")
  var audioOutput: String?

  @Option(
    help: "How far under the radar: open, easy, medium, hard.", completion: .list(RadarDepth.allCases.map(\.rawValue)))
  var radar: String?

  func run() throws {
    let house = try place.house()
    try house.paths.prepare()
    let log = try FileLog(at: URL(fileURLWithPath: house.paths.log))
    log.install()
    let options = TerminalOptions(
      color: try colorChoice(house), mouse: house.configuration.mouse, title: house.configuration.title,
      log: log.descriptor)
    let remembered = Remembered.read(house.paths.remembered)
    let source = try SessionSource(self.source ?? house.configuration.source, house)
    let hook = house.configuration.hook.map { Hook($0) }
    var look = try Look(house, source, theme: theme, remembered: remembered)
    if let problem = hook?.problem { look.note(problem) }
    let state = try firstState(house, remembered, source)
    let feed = ControlFeed()
    let control = ControlSocket(at: house.paths.socket)
    control?.serve(feed)
    defer { control?.end() }
    feed.joinDesktop(house.configuration)
    let complaint = try play(state, services(source, hook, house), look, house, options, feed, log)
    control?.end()
    hook?.finish()
    Self.leave(complaint)
  }

  private func services(_ source: SessionSource, _ hook: Hook?, _ house: House) -> Services {
    let output = audioOutput ?? house.configuration.audioOutput
    var services = source.services(house) { MPVPlayer(audioOutput: output, sounds: source.sounds) }
    if let hook, hook.problem == nil { services.announce = { hook.tell($0) } }
    return services
  }

  /// The session on the screen, or in plain lines: where these are wished, and where there can be no screen. Answers with what
  /// could not be kept.
  private func play(
    _ state: State, _ services: Services, _ look: Look, _ house: House, _ options: TerminalOptions,
    _ feed: ControlFeed, _ log: FileLog
  ) throws -> Complaint? {
    if !plain {
      do {
        return try runScreen(state, services, look, house, options, feed)
      } catch let error as TerminalError where error.leavesLines {
        Output.note("\(error)  Going on in plain lines.")
      }
    }
    return try log.takingErrors { try runPlain(state, services, look, house, feed) }
  }

  /// Answers with what could not be kept.
  private func runScreen(
    _ state: State, _ services: Services, _ look: Look, _ house: House, _ options: TerminalOptions,
    _ control: ControlFeed
  ) throws -> Complaint? {
    let screen = try CursesScreen(options, theme: look.theme)
    var interface = look.interface(glyphs: screen.glyphs)
    interface.settings.copies = screen.copies
    interface.settings.opensPages = Pages.canOpen
    let hands = Hands(open: Pages.open, copy: { screen.copy($0) }, title: { screen.show(title: $0) })
    let feed = look.feed()
    let watch = look.watch(house, feed)
    var loop = ScreenLoop(
      screen, state, interface, services, notes: look.notes + screen.notes, hands: hands, themes: feed,
      control: control, showsClock: house.configuration.clock)
    let last = withExtendedLifetime(watch) { loop.run() }
    screen.close()
    keep(last, loop.interface, look, house)
    return complaint(loop.lost, last, house)
  }

  /// Answers with what kept lines from being written, which ends the session as `quit` does, or with what could not be kept.
  private func runPlain(
    _ state: State, _ services: Services, _ look: Look, _ house: House, _ control: ControlFeed
  ) throws -> Complaint? {
    let quit = { @Sendable in control.say("quit") { _ in } }
    let endings = Endings.hear(quit)
    defer { withExtendedLifetime(endings) {} }
    var interface = look.interface(glyphs: .ascii)
    _ = interface.offer(look.themes)
    var complaint: Complaint?
    var loop = PlainLoop(state, interface, services, notes: look.notes, control: control)
    let last = loop.run(lines: { readLine() }) { line in
      if complaint != nil { return }
      do throws(Complaint) {
        try Output.write(Data((Text.clean(line) + "\n").utf8))
      } catch {
        complaint = error
        quit()
      }
    }
    keep(last, loop.interface, look, house)
    return complaint ?? self.complaint(loop.lost, last, house)
  }

  private func colorChoice(_ house: House) throws -> ColorChoice {
    let word = color ?? house.configuration.color
    guard let choice = ColorChoice(rawValue: word) else {
      throw Complaint("--color is one of \(Configuration.colors.joined(separator: ", "))", .usage)
    }
    return choice
  }
}

extension TerminalError {
  /// Whether a session in plain lines is what helps.
  fileprivate var leavesLines: Bool {
    switch self {
    case .notATerminal, .cannotAddress, .unknownType: true
    case .noDescriptors: false
    }
  }
}
