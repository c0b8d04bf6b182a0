import Foundation
import Listening
import Logging
import MusicSources
import Runtime
import Settings

/// The listener's own program, called at each event: its name as the argument, JSON on standard input. One call after the other;
/// the session waits for none of them.
final class Hook: Sendable {
  /// The program.
  let path: String
  private let calls = DispatchQueue(label: "hook", qos: .utility)
  private let waiting = DispatchGroup()
  private let log = Logger(label: "hook")

  /// How long one call may take.
  private static let limit = Duration.seconds(10)
  /// How long the end waits for calls, in seconds.
  private static let patience = 1.0

  /// A hook as the configuration names it; `~/` is the listener's home.
  init(_ path: String) { self.path = Paths.expanded(path) }

  /// What to say of a program that cannot be run; nil where it can.
  var problem: String? {
    FileManager.default.isExecutableFile(atPath: path) ? nil : "the hook \(path) is no program that can be run"
  }

  /// Tells it of what happened. From any thread.
  func tell(_ event: HookEvent) {
    calls.async(group: waiting) { [self] in
      do {
        let text = try Output.encoder().encode(Message(event))
        let child = ChildProcess(path: path, arguments: [event.name])
        if !child.run(reading: text, limit: Self.limit) { log.warning("\(path) did not take \(event.name)") }
      } catch {
        log.warning("\(event.name) cannot be told: \(error)")
      }
    }
  }

  /// Waits a moment for calls that were asked for.
  func finish() { _ = waiting.wait(timeout: .now() + Self.patience) }

  private struct Message: Encodable {
    let event: HookEvent
    init(_ event: HookEvent) { self.event = event }

    func encode(to encoder: any Encoder) throws {
      switch event {
      case .acted(let interaction): try History.Line(interaction, counts: true).encode(to: encoder)
      case .started(let track): try Told(act: event.name, track: track).encode(to: encoder)
      case .buffering(let track, let place), .resumed(let track, let place):
        try Told(act: event.name, track: track, position: place).encode(to: encoder)
      case .refilled(let tracks): try Told(act: event.name, queue: tracks).encode(to: encoder)
      case .trained, .quit: try Told(act: event.name).encode(to: encoder)
      }
    }
  }

  private struct Told: Encodable {
    let act: String
    var track: Track?
    /// Seconds.
    var position: Double?
    var queue: [Track]?
  }
}

extension HookEvent {
  /// One word for it.
  fileprivate var name: String {
    switch self {
    case .started: "start"
    case .acted(let interaction): interaction.act.name
    case .buffering: "buffering"
    case .resumed: "resume"
    case .refilled: "refill"
    case .trained: "train"
    case .quit: "quit"
    }
  }
}
