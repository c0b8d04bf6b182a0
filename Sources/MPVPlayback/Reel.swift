import Playback

/// One entry on its way through a deck: what libmpv says of it, turned into what a player says. Pure.
///
/// libmpv numbers its files; what belongs to another file is passed over.
struct Reel: Equatable, Sendable {
  /// What is played.
  let entry: PlaylistEntry
  /// How far it has come.
  private(set) var stage: Stage
  /// The audio clock, in seconds.
  private(set) var position: Double
  /// The length as the stream says it.
  private(set) var length = StreamLength()
  private var complaints = Complaints()
  private var ending: MPVEvent.Ending?
  private var toldPosition: Double?
  private var isStarved = false
  private var filled = 0

  /// How far an entry has come.
  enum Stage: Equatable, Sendable {
    /// libmpv was asked; the answer comes with this ticket.
    case asked(ticket: UInt64)
    /// libmpv named its file.
    case named(file: Int64)
    /// The file is being opened.
    case opening(file: Int64)
    /// Sound runs or stands ready.
    case running(file: Int64)
    /// It is over.
    case over(Outcome)
  }

  /// The clock is told when it moved by so many seconds: at most four times a second.
  static let positionStep = 0.25
  /// No clock shows more, in seconds.
  static let longest = 1e9

  /// An entry that libmpv was asked to open at a position.
  init(_ entry: PlaylistEntry, ticket: UInt64, from position: Double) {
    self.entry = entry
    self.position = position
    stage = .asked(ticket: ticket)
  }

  /// Whether sound runs or stands ready.
  var isRunning: Bool {
    if case .running = stage { true } else { false }
  }

  /// Whether it is over.
  var isOver: Bool {
    if case .over = stage { true } else { false }
  }

  /// What a listener must be told of an entry that came this far unheard.
  var introduction: [PlayerEvent] {
    [.opening(entry.id)] + (length.first.map { [.duration(entry.id, $0)] } ?? [])
  }

  /// Takes in what libmpv said.
  mutating func take(_ event: MPVEvent) -> [PlayerEvent] {
    switch (event, stage) {
    case (.reply(let ticket, let error, let file), .asked(let own)) where ticket == own: answered(error, file)
    case (.started(let file), .named(let own)) where file == own: stage = .opening(file: own)
    case (.ended(let file, let ending), .named(let own)) where file == own: self.ending = ending
    case (.ended(let file, let ending), .opening(let own)) where file == own: self.ending = ending
    case (.ended(let file, let ending), .running(let own)) where file == own: self.ending = ending
    case (.restarted, .opening(let file)), (.restarted, .running(let file)): return restarted(file)
    case (.time(let seconds?), .running): return moved(to: seconds)
    case (.duration(let seconds?), .opening), (.duration(let seconds?), .running): return measured(seconds)
    case (.starved(let starved), .running): return starve(starved)
    case (.filled(let percent), .running): return fill(percent)
    default: break
    }
    return []
  }

  /// Takes in lines of the log; once sound runs, they are another entry's.
  mutating func complain(_ lines: [String]) {
    if !isRunning { lines.forEach { complaints.add($0) } }
  }

  /// Whether it is over and the line of the log that says why may still come: libmpv keeps the log in another queue.
  var awaitsReason: Bool { !isOver && ending?.isUnexplained == true && complaints.reason == nil }

  /// Judges an ending, once nothing more waits; `isLate` once a reason has been waited for.
  mutating func settle(isLate: Bool) -> [PlayerEvent] {
    guard let ending, !isOver, isLate || !awaitsReason else { return [] }
    return end(Outcome(ending, position: position, length: length, of: entry, complaints: complaints))
  }

  private mutating func end(_ outcome: Outcome) -> [PlayerEvent] {
    stage = .over(outcome)
    return [.ended(entry.id, outcome)]
  }

  private mutating func answered(_ error: Int32, _ file: Int64?) {
    if let file, error >= 0 { stage = .named(file: file) } else { ending = .error(error) }
  }

  private mutating func restarted(_ file: Int64) -> [PlayerEvent] {
    // A paused beginning has no other news of the clock.
    let beginning: [PlayerEvent] = isRunning || position == 0 ? [] : [.position(entry.id, position)]
    stage = .running(file: file)
    toldPosition = nil
    return [.restarted(entry.id)] + beginning
  }

  private mutating func moved(to seconds: Double) -> [PlayerEvent] {
    // A stream's own stamps may be anything, and some begin before their beginning.
    guard seconds.isFinite, abs(seconds) < Self.longest else { return [] }
    let seconds = max(0, seconds)
    position = seconds
    if let toldPosition, abs(seconds - toldPosition) < Self.positionStep { return [] }
    toldPosition = seconds
    return [.position(entry.id, seconds)]
  }

  private mutating func measured(_ seconds: Double) -> [PlayerEvent] {
    length.add(seconds) ? [.duration(entry.id, seconds)] : []
  }

  private mutating func starve(_ starved: Bool) -> [PlayerEvent] {
    guard starved != isStarved else { return [] }
    isStarved = starved
    return [.buffering(entry.id, starved ? filled : nil)]
  }

  private mutating func fill(_ percent: Int) -> [PlayerEvent] {
    guard percent != filled else { return [] }
    filled = percent
    return isStarved ? [.buffering(entry.id, percent)] : []
  }
}
