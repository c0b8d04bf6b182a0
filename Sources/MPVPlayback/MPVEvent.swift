import CMPV

/// What libmpv said, copied out of its memory, which dies at the next call.
enum MPVEvent: Equatable, Sendable {
  /// The file of this number is being opened.
  case started(file: Int64)
  /// Playback of the file runs, at first or again after a seek.
  case restarted
  /// The file is over.
  case ended(file: Int64, Ending)
  /// A watched property moved; nil where it has no value.
  case time(Double?)
  case duration(Double?)
  case starved(Bool)
  case filled(Int)
  case output(String?)
  /// A line of its log, as it came.
  case log(String)
  /// The answer to a request: negative for an error, and the number of the file it added.
  case reply(ticket: UInt64, error: Int32, file: Int64?)
  /// It is going down.
  case shutdown
  /// Something that is not needed.
  case other

  /// Why a file is over.
  enum Ending: Equatable, Sendable {
    case endOfStream, stopped, list
    case error(Int32)
  }

  /// The properties that are watched; the raw value is the number libmpv returns with each change.
  enum Property: UInt64, CaseIterable {
    case time = 1
    case duration, starved, filled, output

    var name: String {
      switch self {
      case .time: "time-pos"
      case .duration: "duration"
      case .starved: "paused-for-cache"
      case .filled: "cache-buffering-state"
      case .output: "current-ao"
      }
    }

    var format: mpv_format {
      switch self {
      case .time, .duration: MPV_FORMAT_DOUBLE
      case .starved: MPV_FORMAT_FLAG
      case .filled: MPV_FORMAT_INT64
      case .output: MPV_FORMAT_STRING
      }
    }
  }
}

// MARK: Copying. `data` is read as the type that client.h names for the event, and only where it is not null.
extension MPVEvent {
  /// Nil once no event waits.
  init?(_ event: mpv_event) {
    switch event.event_id {
    case MPV_EVENT_NONE: return nil
    case MPV_EVENT_START_FILE: self = .start(event)
    case MPV_EVENT_PLAYBACK_RESTART: self = .restarted
    case MPV_EVENT_END_FILE: self = .end(event)
    case MPV_EVENT_PROPERTY_CHANGE: self = .change(event)
    case MPV_EVENT_LOG_MESSAGE: self = .line(event)
    case MPV_EVENT_COMMAND_REPLY, MPV_EVENT_SET_PROPERTY_REPLY: self = .answer(event)
    case MPV_EVENT_SHUTDOWN: self = .shutdown
    case MPV_EVENT_QUEUE_OVERFLOW: self = .log("events were lost: the queue was full")
    default: self = .other
    }
  }

  private static func start(_ event: mpv_event) -> MPVEvent {
    guard let data = event.data else { return .other }
    return .started(file: data.load(as: mpv_event_start_file.self).playlist_entry_id)
  }

  private static func end(_ event: mpv_event) -> MPVEvent {
    guard let data = event.data else { return .other }
    let end = data.load(as: mpv_event_end_file.self)
    let ending: Ending =
      switch end.reason {
      case MPV_END_FILE_REASON_EOF: .endOfStream
      case MPV_END_FILE_REASON_ERROR: .error(end.error)
      case MPV_END_FILE_REASON_REDIRECT: .list
      default: .stopped
      }
    return .ended(file: end.playlist_entry_id, ending)
  }

  private static func change(_ event: mpv_event) -> MPVEvent {
    guard let data = event.data, let property = Property(rawValue: event.reply_userdata) else { return .other }
    let change = data.load(as: mpv_event_property.self)
    // A property without a value comes with another format and no data.
    let value = change.format == property.format ? change.data : nil
    switch property {
    case .time: return .time(value?.load(as: Double.self))
    case .duration: return .duration(value?.load(as: Double.self))
    case .starved: return .starved(value?.load(as: CInt.self) == 1)
    case .filled: return .filled(value.map { Int($0.load(as: Int64.self)) } ?? 0)
    case .output: return .output(value?.load(as: UnsafePointer<CChar>?.self).map { String(cString: $0) })
    }
  }

  private static func line(_ event: mpv_event) -> MPVEvent {
    guard let message = event.data?.load(as: mpv_event_log_message.self), let text = message.text else { return .other }
    let prefix = message.prefix.map { String(cString: $0) } ?? "mpv"
    return .log(prefix + ": " + String(cString: text))
  }

  private static func answer(_ event: mpv_event) -> MPVEvent {
    var file: Int64?
    if event.event_id == MPV_EVENT_COMMAND_REPLY, let data = event.data {
      file = fileNumber(in: data.load(as: mpv_event_command.self).result)
    }
    return .reply(ticket: event.reply_userdata, error: event.error, file: file)
  }

  /// The `playlist_entry_id` of the map that answers `loadfile`.
  private static func fileNumber(in node: mpv_node) -> Int64? {
    guard node.format == MPV_FORMAT_NODE_MAP, let list = node.u.list?.pointee,
      let keys = list.keys, let values = list.values
    else { return nil }
    let index = (0..<Int(list.num)).first { keys[$0].map { String(cString: $0) } == "playlist_entry_id" }
    return index.flatMap { values[$0].format == MPV_FORMAT_INT64 ? values[$0].u.int64 : nil }
  }
}
