import Listening
import Playback

/// What comes next, in order. The head may be committed: opened ahead by the player, and kept when the rest is replaced.
public struct Queue: Hashable, Sendable {
  /// The rows, next first.
  public private(set) var entries: [QueuedTrack] = []
  /// Rows at the head that stay where they are: placed by the listener, or opened ahead.
  private(set) var kept = 0
  /// Where the head's sound is, once known.
  private(set) var headAddress: StreamAddress?

  /// A row and its place, 0 for the head.
  struct Row: Hashable, Sendable {
    let entry: QueuedTrack
    let place: Int
  }

  /// An empty queue.
  public init() {}

  /// The next row.
  public var head: QueuedTrack? { entries.first }

  /// The row of this number.
  public subscript(id: EntryID) -> QueuedTrack? { entries.first { $0.id == id } }

  /// Takes the next row out, with its address where known.
  mutating func popHead() -> (entry: QueuedTrack, address: StreamAddress?)? {
    guard let head = entries.first else { return nil }
    let address = headAddress
    entries.removeFirst()
    kept = max(0, kept - 1)
    headAddress = nil
    return (head, address)
  }

  /// Puts a row before all others, to stay there.
  mutating func pushHead(_ entry: QueuedTrack) {
    entries.insert(entry, at: 0)
    kept += 1
    headAddress = nil
  }

  /// The head stays when the rest is replaced.
  mutating func keepHead() { kept = max(1, kept) }

  /// The head's sound was found: it is committed.
  mutating func commitHead(_ address: StreamAddress) {
    guard !entries.isEmpty else { return }
    headAddress = address
    keepHead()
  }

  /// Takes a row out.
  mutating func remove(_ id: EntryID) -> QueuedTrack? {
    guard let index = entries.firstIndex(where: { $0.id == id }) else { return nil }
    if index == 0 { headAddress = nil }
    if index < kept { kept -= 1 }
    return entries.remove(at: index)
  }

  /// The first row of a track.
  func row(of track: TrackID) -> Row? {
    entries.firstIndex { $0.track.id == track }.map { Row(entry: entries[$0], place: $0) }
  }

  /// Of the rows that do not stay when the rest is replaced, those of some tracks.
  func rest(where isMeant: (TrackID) -> Bool) -> [Row] {
    entries.indices.dropFirst(kept).map { Row(entry: entries[$0], place: $0) }.filter { isMeant($0.entry.track.id) }
  }

  /// Puts a row back to its place.
  mutating func insert(_ row: Row) {
    let place = min(row.place, entries.count)
    entries.insert(row.entry, at: place)
    if place < kept { kept += 1 }
    if place == 0 { headAddress = nil }
  }

  /// Takes out all rows of a track.
  mutating func remove(track: TrackID) {
    for entry in entries where entry.track.id == track { _ = remove(entry.id) }
  }

  /// Keeps the rows that stay, and puts these behind them.
  mutating func replaceRest(with rest: [QueuedTrack]) {
    entries = entries.prefix(kept) + rest
  }

  /// Forgets the reasons that speak of this track, of the rows that stay.
  mutating func outliveProposals(of track: TrackID) {
    for index in entries.indices.prefix(kept)
    where entries[index].proposal?.recommendation.reason.tracks.contains(track) == true {
      entries[index].outliveProposal()
    }
  }

  /// The rows that stay when the rest is replaced.
  var keptEntries: ArraySlice<QueuedTrack> { entries.prefix(kept) }
}
