import Dispatch
import Foundation
import Listening
import Session

/// A session without screen or sound: one command a line comes in, one JSON object a line goes out. The same `State`, `update` and
/// engine as on a screen; each answer waits until the act is on disk, learned, and the queue answered.
public struct HeadlessLoop {
  private let session: SessionLoop
  private let bell: DispatchSemaphore
  private let lookUp: LookUp
  private let sentence: @Sendable (any Error) -> String

  /// Finds what the catalogue calls by an id. Blocks until it is found.
  public typealias LookUp = (String) throws -> (track: Track?, artist: Artist?)

  /// A session in which ids are looked up by `lookUp`.
  public init(_ state: State, _ services: Services, lookUp: @escaping LookUp) {
    let bell = DispatchSemaphore(value: 0)
    self.bell = bell
    (self.lookUp, sentence) = (lookUp, services.sentence)
    session = SessionLoop(state, services) { bell.signal() }
  }

  /// Answers the lines until `quit` or the last one. Blocks the thread it runs on.
  public func run(lines: () -> String?, write: (String) -> Void) {
    session.start()
    settle()
    while !session.state.isOver, let line = lines() {
      let words = line.split(separator: " ", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard let name = words.first else { continue }
      write(answer(name, words.count > 1 ? words[1] : nil).text)
    }
    session.finish()
  }

  private func settle() {
    session.catchUp()
    session.work()
    while !session.state.isSettled {
      bell.wait()
      session.catchUp()
      session.work()
    }
  }

  private func answer(_ name: String, _ word: String?) -> ControlAnswer {
    do {
      if word != nil, Self.wordless.contains(name) { throw Refusal("\(name) takes no words after it") }
      switch name {
      case "status": return .status(session.state)
      case "queue": return .status(session.state, rows: try Self.number(word))
      case "quit":
        session.obey(.quit)
        return .status(session.state)
      default: return obey(try command(name, word))
      }
    } catch let refusal as Refusal {
      return .refused(refusal.sentence)
    } catch {
      return .refused(sentence(error))
    }
  }

  /// Obeys, waits for all that follows, and answers; a warning at once or an error later is a refusal.
  private func obey(_ command: Command) -> ControlAnswer {
    let before = session.state.notice?.number ?? 0
    session.obey(command)
    let warned = session.state.notices.last { $0.number > before && $0.kind != .information && $0.kind != .verdict }
    settle()
    let failed = session.state.notices.last { $0.number > before && $0.kind == .error }
    if let problem = warned ?? failed { return .refused(problem.text) }
    return .status(session.state)
  }

  private static let wordless = ["status", "quit", "next", "skip", "undo", "redo"]

  private func command(_ name: String, _ word: String?) throws -> Command {
    switch name {
    case "next", "skip": return .next
    case "save": return .save(try target(word))
    case "discard": return .discard(try target(word))
    case "later": return .notNow(try target(word))
    case "undo": return .undo(nil)
    case "redo": return .redo(nil)
    case "name": return .name(try favoured(word))
    case "radar": return .radar(try Self.depth(word))
    default: throw Refusal("there is no command \(name): \(Self.commands)")
    }
  }

  private static let commands =
    "status, next, save [ID], discard [ID], skip, later [ID], undo, redo, name ID, radar DEPTH, queue N, quit"

  private func target(_ word: String?) throws -> Target {
    guard let word else { return .playing }
    guard let track = try lookUp(word).track
    else { throw Refusal("no track is called \(word) here") }
    return .track(track)
  }

  private func favoured(_ word: String?) throws -> Favoured {
    guard let word else { throw Refusal("name wants the id of an artist or a track after it") }
    let found = try lookUp(word)
    if let track = found.track { return .track(track) }
    if let artist = found.artist { return .artist(artist) }
    throw Refusal("no artist or track is called \(word) here")
  }

  private static func depth(_ word: String?) throws -> RadarDepth {
    guard let depth = word.flatMap(RadarDepth.init) else {
      throw Refusal(RadarDepth.choices)
    }
    return depth
  }

  private static func number(_ word: String?) throws -> Int {
    guard let word else { return ControlAnswer.rows }
    guard let number = Int(word), (0...10_000).contains(number) else {
      throw Refusal("queue wants a number from 0 to 10000")
    }
    return number
  }
}

/// A command that cannot be obeyed, in one sentence.
private struct Refusal: Error {
  let sentence: String
  init(_ sentence: String) { self.sentence = sentence }
}
