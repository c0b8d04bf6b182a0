import ArgumentParser
import DesktopBus
import Foundation
import Listening
import MPVPlayback
import Recommender
import Settings
import Storage
import Terminal

/// `crescendo doctor`: what works here, what does not, and what to do about it.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check terminal, locale, sound, desktop, databases, model and sources.")

  @OptionGroup var place: HomeOptions

  @Flag(help: "One JSON document.")
  var json = false

  func run() throws {
    var findings = Self.surroundings()
    do {
      findings += try place.house().findings()
    } catch {
      findings.append(Finding("configuration", .trouble, Complaint.sentence(error)))
    }
    if json { try Output.json(findings) } else { findings.forEach { Output.clean($0.line) } }
    if findings.contains(where: { $0.state == .trouble }) { throw ExitCode.unavailable }
  }

  /// Terminal, locale, sound and desktop.
  private static func surroundings() -> [Finding] {
    let probe = TerminalProbe()
    let type = probe.type ?? "not stated"
    let terminal =
      !probe.isTerminal
      ? Finding("terminal", .note, "input or output is no terminal: the session would run in plain lines")
      : probe.isKnown && probe.canAddress
        ? Finding("terminal", .fine, "\(type), \(probe.colors) colours")
        : Finding(
          "terminal", .note,
          "\(type) is not known here or cannot place its cursor: install ncurses-term, or use --plain")
    let locale =
      probe.isUTF8
      ? Finding("locale", .fine, "UTF-8")
      : Finding("locale", .note, "not UTF-8, so signs are drawn in ASCII: set LANG to C.UTF-8")
    let sound =
      MPVPlayer.problem().map { Finding("sound", .trouble, $0) }
      ?? Finding("sound", .fine, "libmpv is here; whether a device sounds, the session tries and says")
    let desktop =
      DesktopBus.problem().map { Finding("desktop", .note, "no bus, so no media keys: \($0)") }
      ?? Finding("desktop", .fine, "a bus answers: media keys and players' programs work through it")
    return [terminal, locale, sound, desktop]
  }
}

/// One thing looked at.
struct Finding: Encodable {
  enum State: String, Encodable { case fine, note, trouble }

  let name: String
  let state: State
  let words: String

  init(_ name: String, _ state: State, _ words: String) {
    self.name = name
    self.state = state
    self.words = words
  }

  /// The finding for a person.
  var line: String { "\(name): \(state == .fine ? "" : state == .note ? "note: " : "trouble: ")\(words)" }
}

extension House {
  /// Configuration, hook, databases, model and sources.
  func findings() -> [Finding] {
    [configurationFinding, hookFinding, foldersFinding, profileFinding, catalogueFinding, modelFinding]
      .compactMap { $0 } + sourceFindings
  }

  /// Where nothing can be kept; nil where all is well.
  private var foldersFinding: Finding? {
    let closed = [paths.data, paths.state, paths.cache].filter { !Self.takesFiles($0) }
    guard !closed.isEmpty else { return nil }
    return Finding(
      "folders", .trouble,
      "nothing can be written below \(closed.joined(separator: ", ")): check the rights, or say --home DIR")
  }

  /// Whether a folder, or the nearest one above it that is there, may be written into.
  private static func takesFiles(_ path: String) -> Bool {
    var url = URL(fileURLWithPath: path)
    while !FileManager.default.fileExists(atPath: url.path), url.path != "/" { url.deleteLastPathComponent() }
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
      && access(url.path, W_OK | X_OK) == 0
  }

  private var configurationFinding: Finding {
    guard FileManager.default.fileExists(atPath: paths.configurationFile) else {
      return Finding("configuration", .fine, "none: `crescendo config init` writes one to change")
    }
    let problems = problems
    return problems.isEmpty
      ? Finding("configuration", .fine, paths.configurationFile)
      : Finding("configuration", .note, problems.joined(separator: "; "))
  }

  /// Nothing where no hook is configured.
  private var hookFinding: Finding? {
    guard let hook = configuration.hook.map({ Hook($0) }) else { return nil }
    return hook.problem.map { Finding("hook", .note, $0) }
      ?? Finding("hook", .fine, "\(hook.path) is told of what happens")
  }

  private var profileFinding: Finding {
    attempt("profile") {
      guard FileManager.default.fileExists(atPath: paths.profile) else { return "none yet: \(paths.profile)" }
      let journal = try waiting { try await openProfile().journal() }
      return "\(Output.count(journal.interactions.count, "act")) in \(paths.profile)"
    }
  }

  private var catalogueFinding: Finding {
    attempt("catalogue") {
      guard FileManager.default.fileExists(atPath: paths.catalogue) else { return "none yet; the demo needs none" }
      let counts = try waiting { try await openCatalogue().counts() }
      return [
        Output.count(counts.tracks, "track"), Output.count(counts.artists, "artist"),
        "\(Output.count(counts.favourites, "favourite")) of \(Output.count(counts.listeners, "listener"))",
      ].joined(separator: ", ")
    }
  }

  private var modelFinding: Finding {
    attempt("model") {
      guard FileManager.default.fileExists(atPath: paths.model) else { return "none yet: made when it is needed" }
      let model = try Model(path: paths.model)
      return "\(Output.count(model.trackCount, "track")) from \(Output.count(model.favouriteCount, "favourite"))"
    }
  }

  private func attempt(_ name: String, _ look: () throws -> String) -> Finding {
    do {
      return Finding(name, .fine, try look())
    } catch {
      return Finding(name, .trouble, Complaint.sentence(error))
    }
  }
}
