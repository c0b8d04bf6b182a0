import CMPV
import Foundation
import Playback

extension Outcome {
  /// Judges how a file ended: libmpv calls a stream that was cut an end like any other.
  ///
  /// Complete is what came within 1.5 s or 1 % of the length: the stream's own where it stood still, else the catalogue's.
  init(
    _ ending: MPVEvent.Ending, position: Double, length: StreamLength, of entry: PlaylistEntry, complaints: Complaints
  ) {
    switch ending {
    case .stopped: self = .stopped
    case .list: self = .failed("the address gives a list and no sound")
    case .error(let code): self = complaints.failure(for: code)
    case .endOfStream:
      let own = length.isSteady ? length.first : nil
      let expected = own ?? entry.duration ?? length.first ?? 0
      self = position >= expected - max(1.5, expected / 100) ? .finished : .cut(at: position)
    }
  }
}

extension MPVEvent.Ending {
  /// Whether only the log says why.
  var isUnexplained: Bool { self == .error(MPV_ERROR_LOADING_FAILED.rawValue) }
}

/// The last lines of libmpv's log about one file, and the sentence they make. Nothing of them reaches the listener as it
/// came: a server can write into them.
struct Complaints: Equatable, Sendable {
  private var lines: [String] = []
  private static let mostLines = 12

  /// Takes in a line.
  mutating func add(_ line: String) {
    lines.append(line)
    if lines.count > Self.mostLines { lines.removeFirst() }
  }

  /// What the listener should know of an error, as the end of a sentence that began with the track.
  func failure(for code: Int32) -> Outcome {
    switch mpv_error(code) {
    case MPV_ERROR_AO_INIT_FAILED: .failed("the sound device could not be opened", isPassing: true)
    case MPV_ERROR_UNKNOWN_FORMAT: .failed("it is a page, a list or another file without sound")
    case MPV_ERROR_NOTHING_TO_PLAY: .failed("there is no sound in it")
    // A server that stays silent ends so, without a line that says why: nothing is proven of the track.
    case MPV_ERROR_LOADING_FAILED: reason ?? .failed("it could not be opened", isPassing: true)
    default: .failed("it could not be played")
    }
  }

  /// What the lines say of a file that could not be opened; nil where they say nothing known.
  var reason: Outcome? {
    if let status { return Self.meaning(ofStatus: status) }
    return Self.reasons.first { part, _ in lines.contains { $0.contains(part) } }?.outcome
  }

  /// The name of an output that mpv does not know, from a line of its log.
  static func unknownOutput(in line: String) -> String? {
    let (before, after) = ("ao: Audio output ", " not found!")
    guard line.hasPrefix(before), let end = line.range(of: after) else { return nil }
    return String(line[..<end.lowerBound].dropFirst(before.count))
  }

  private static let reasons: [(part: String, outcome: Outcome)] = [
    ("Connection refused", .failed("its server refuses connections", isPassing: true)),
    ("resolve hostname", .failed("its server was not found: is the network up?", isPassing: true)),
    // The page of a network that wants a sign-in first proves nothing either.
    ("ertificate", .failed("its server could not prove who it is", isPassing: true)),
    ("timed out", .failed("its server did not answer in time", isPassing: true)),
    ("Network is unreachable", .failed("the network is not reachable", isPassing: true)),
    ("No such file", .failed("the file is gone: import its folder again")),
    ("Permission denied", .failed("the file may not be read")),
    ("not on whitelist", .failed("the address leads to a place that is never opened")),
  ]

  /// The status of the last answer that was an error, from a line such as "HTTP error 404 Not Found".
  private var status: Int? {
    let mark = "HTTP error "
    return lines.reversed().lazy.compactMap { line in
      line.range(of: mark).flatMap { Int(line[$0.upperBound...].prefix { $0.isASCII && $0.isNumber }) }
    }.first
  }

  private static func meaning(ofStatus status: Int) -> Outcome {
    switch status {
    case 401, 403: .failed("its server does not let it be heard (\(status))")
    case 404, 410: .failed("its server no longer has it (\(status))")
    case 429: .failed("its server asks to be left alone for a while (429)", isPassing: true)
    case 500...: .failed("its server is in trouble (\(status))", isPassing: true)
    default: .failed("its server answered \(status)")
    }
  }
}
