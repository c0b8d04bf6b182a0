import Listening
import Session
import Settings

/// How a session begins: as said now, as configured, as the last one was left.
extension Listen {
  func firstState(_ house: House, _ remembered: Remembered, _ source: SessionSource) throws -> State {
    let depth = try Self.firstDepth(radar, house.configuration, remembered)
    let startup = house.configuration.startup
    let isPaused = startup == .paused || (startup == .resume && !remembered.wasPlaying)
    var state = State(
      depth: depth, volume: remembered.volume, explores: house.configuration.exploration, startsPaused: isPaused,
      source: source.only)
    // What another source left cannot be played here.
    if let track = remembered.track, source.plays(track) {
      state.begin(with: track, at: remembered.position)
    }
    // What was put next outlives every session.
    state.lineUp((remembered.next ?? []).filter(source.plays))
    return state
  }

  /// How far under the radar to begin: as said now, as configured, as it was left.
  static func firstDepth(
    _ said: String?, _ configuration: Configuration, _ remembered: Remembered
  ) throws -> RadarDepth {
    try said.map(depth) ?? configuration.radar ?? remembered.depth ?? Configuration.usualRadar
  }

  /// A depth from its word.
  static func depth(_ word: String) throws -> RadarDepth {
    guard let depth = RadarDepth(rawValue: word) else {
      throw Complaint(RadarDepth.choices, .usage)
    }
    return depth
  }
}
