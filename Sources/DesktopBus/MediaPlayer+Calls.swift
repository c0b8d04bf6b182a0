import Playback

/// What callers get.
struct BusAnswer: Hashable {
  var values: [BusValue] = []
  /// What the session is to do.
  var command: RemoteCommand?
}

extension MediaPlayer {
  /// Answers a call; `position` says where the track is, in seconds.
  /// - Throws: `BusFailure`, which the caller is told.
  func answer(_ call: BusCall, position: Double) throws(BusFailure) -> BusAnswer {
    let child = Self.children[call.path]
    guard child != nil || call.path == Self.path else { throw .noObject(call.path) }
    let interface = try BusInterface.interface(of: call)
    if interface == BusInterface.introspectable {
      return BusAnswer(values: [.text(child.map { "<node><node name=\"\($0)\"/></node>" } ?? BusInterface.description)])
    }
    guard child == nil else { throw .noObject(call.path) }
    switch interface {
    case Self.root: return BusAnswer(command: call.member == "Quit" ? .quit : nil)  // and Raise does what CanRaise says
    case Self.player: return BusAnswer(command: try command(call))
    case BusInterface.properties: return try property(call, position)
    default: return BusAnswer()  // Ping
    }
  }

  /// What lies below the paths above ours.
  private static let children = ["/": "org", "/org": "mpris", "/org/mpris": "MediaPlayer2"]

  private func command(_ call: BusCall) throws(BusFailure) -> RemoteCommand? {
    switch call.member {
    case "PlayPause": .playPause
    case "Play": .play
    case "Pause", "Stop": .pause
    case "Next": .next
    case "Previous": .previous
    case "Seek": .seek(by: call.seconds(0))
    case "SetPosition": place(call)
    default: throw BusFailure("NotSupported", "tracks come from the session's own source")  // OpenUri
    }
  }

  /// A track that is no longer on stage is left alone, as the specification wants it.
  private func place(_ call: BusCall) -> RemoteCommand? {
    guard let entry = now.entry, call.arguments[0] == trackPath.map({ .path($0) }) else { return nil }
    return .go(to: call.seconds(1), in: entry)
  }
}

// MARK: - Properties

extension MediaPlayer {
  private func property(_ call: BusCall, _ position: Double) throws(BusFailure) -> BusAnswer {
    let values = try all(call.text(0), position)
    guard call.member != "GetAll" else { return BusAnswer(values: [.map(values)]) }
    guard let value = values[call.text(1)] else { throw .noProperty(call.text(1)) }
    guard call.member == "Set" else { return BusAnswer(values: [.variant(value)]) }
    return BusAnswer(command: try set(call.text(1), call.arguments[2]))
  }

  private func all(_ interface: String, _ position: Double) throws(BusFailure) -> [String: BusValue] {
    guard var values = properties(of: interface) else { throw .noInterface(interface) }
    if interface == Self.player { values["Position"] = .int64(Self.microseconds(position) ?? 0) }
    return values
  }

  private func set(_ name: String, _ value: BusValue) throws(BusFailure) -> RemoteCommand? {
    guard BusInterface.writable.contains(name) else { throw BusFailure("PropertyReadOnly", "\(name) cannot be set") }
    guard case .variant(.double(let number)) = value, number.isFinite else {
      throw BusFailure("InvalidArgs", "\(name) is a number of the type d")
    }
    // A rate of nothing is a pause, and of others there is one only.
    if name == "Rate" { return number == 0 ? .pause : nil }
    return .volume(Int((min(max(number, 0), 1) * 100).rounded()))
  }
}

/// Arguments, whose types were compared with what the method takes.
extension BusCall {
  fileprivate func text(_ index: Int) -> String { if case .text(let text) = arguments[index] { text } else { "" } }

  fileprivate func seconds(_ index: Int) -> Double {
    if case .int64(let number) = arguments[index] { Double(number) / 1_000_000 } else { 0 }
  }
}
