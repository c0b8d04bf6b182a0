import Foundation
import Interface
import Listening
import Playback
import Session

/// What the program remembers between sessions; losing it loses nothing that matters.
struct Remembered: Codable, Hashable {
  var volume = 80
  var theme: String?
  var screen: String?
  var depth: RadarDepth?
  /// The track that was on stage, and how far.
  var track: Track?
  var position = 0.0
  /// The tracks that waited at the queue's head. Nil in a file of before 27 November 2026.
  var next: [Track]?
  var wasPlaying = false
  /// Whether the listener has met the program.
  var hasBegun = false

  init() {}

  /// What a session leaves behind. A theme that could not be read is remembered still, unless another was chosen.
  init(_ state: State, _ interface: InterfaceState, missing: String?) {
    volume = state.playback.volume
    let shown = interface.settings.theme
    theme = shown == Look.standIn ? missing ?? shown : shown
    screen = interface.screenName
    depth = state.depth
    track = state.playing?.track
    position = state.position
    next = state.linedUp
    wasPlaying = !state.playback.isPaused
    hasBegun = true
  }

  /// Reads the file; one that is missing or of another time says nothing.
  static func read(_ path: String) -> Remembered {
    guard let data = FileManager.default.contents(atPath: path) else { return Remembered() }
    return (try? JSONDecoder().decode(Remembered.self, from: data)) ?? Remembered()
  }

  /// Writes the file in one step.
  func write(_ path: String) throws {
    let data = try JSONEncoder().encode(self)
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      let words =
        "what was open last cannot be kept in \(path) (\(error.systemWords)): check the free space and the rights"
      throw Complaint(words, .inputOutput)
    }
  }
}
