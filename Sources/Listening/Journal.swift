/// All interactions of a profile in order, and what they add up to. A value: the same rows always give the same answers.
///
/// Undo adds a row, it never takes one away. An act that was undone counts for nothing until it is redone.
public struct Journal: Hashable, Sendable {
  /// Every row, oldest first.
  public private(set) var interactions: [Interaction] = []
  private var undone: Set<Revision> = []
  private var redoStack: [Revision] = []
  /// Acts that can be undone, in the order they came to count: one that was redone stands at its last place.
  private var undoOrder: [Revision] = []
  private var rowsOfTrack: [TrackID: [Int]] = [:]
  /// The rows that give the current opinions, by verdict, oldest first: asked for at every frame, so kept and not counted.
  private var standing: [Verdict: [Int]] = [:]
  private var rowsOfNames: [Int] = []

  /// A journal with nothing in it.
  public init() {}

  /// The journal that holds these rows, which must be in order of revision.
  public init(_ interactions: some Sequence<Interaction>) {
    for interaction in interactions { append(interaction) }
  }

  /// The last row's number; 0 for an empty journal.
  public var revision: Revision { interactions.last?.revision ?? 0 }

  /// Adds a row. Rows at or before the last revision are ignored, so that an answer heard twice does no harm.
  public mutating func append(_ interaction: Interaction) {
    guard interaction.revision > revision else { return }
    let touched = track(touchedBy: interaction.act)
    let before = touched.flatMap(opinionRow)
    interactions.append(interaction)
    take(interaction.act)
    if let touched { restand(from: before, to: opinionRow(touched)) }
  }

  private mutating func take(_ act: Act) {
    switch act {
    case .undo(let target):
      undone.insert(target)
      redoStack.append(target)
    case .redo(let target):
      let isRevived = undone.remove(target) != nil
      redoStack.removeAll { $0 == target }
      if isRevived, row(target)?.act.isUndoable == true { undoOrder.append(target) }
    default:
      if act.isUndoable {
        redoStack.removeAll()
        undoOrder.append(revision)
      }
      if let track = act.track { rowsOfTrack[track.id, default: []].append(interactions.count - 1) }
      if case .name = act { rowsOfNames.append(interactions.count - 1) }
    }
  }

  /// The track whose opinion an act may change: of `undo` and `redo` that of the act they turn.
  public func track(touchedBy act: Act) -> TrackID? {
    (act.target.map { row($0)?.act } ?? act)?.track?.id
  }

  /// The opinion on a track is given by another row than before.
  private mutating func restand(from before: Int?, to after: Int?) {
    guard before != after else { return }
    if let before, let verdict = interactions[before].act.verdict { standing[verdict]?.removeAll { $0 == before } }
    guard let after, let verdict = interactions[after].act.verdict else { return }
    let rows = standing[verdict] ?? []
    let place = rows.lastIndex { $0 < after }.map { $0 + 1 } ?? 0
    standing[verdict, default: []].insert(after, at: place)
  }

  /// Whether the act of this revision still counts.
  public func counts(_ revision: Revision) -> Bool { !undone.contains(revision) }

  /// The current opinion on a track.
  public func verdict(on track: TrackID) -> Verdict? {
    opinion(on: track)?.act.verdict
  }

  /// The row that gave the current opinion on a track.
  public func opinion(on track: TrackID) -> Interaction? {
    opinionRow(track).map { interactions[$0] }
  }

  private func opinionRow(_ track: TrackID) -> Int? {
    rowsOfTrack[track]?.last { interactions[$0].act.isOpinion && counts(interactions[$0].revision) }
  }

  /// The rows about a track that count, oldest first.
  public func acts(on track: TrackID) -> [Interaction] {
    (rowsOfTrack[track] ?? []).map { interactions[$0] }.filter { counts($0.revision) }
  }

  /// The act that `undo` would take back: of those that count the one that was done or redone last.
  public var undoable: Interaction? { undoable(before: nil) }

  /// The same, of the acts before `limit` alone.
  public func undoable(before limit: Revision?) -> Interaction? {
    undoOrder.last { counts($0) && $0 < limit ?? .max }.flatMap(row)
  }

  /// The act that `redo` would bring back; nil once something new was done.
  public var redoable: Interaction? {
    guard let target = redoStack.last else { return nil }
    return interactions.last { $0.revision == target }
  }

  /// The rows after a revision, oldest first.
  public func rows(after revision: Revision) -> ArraySlice<Interaction> {
    let first = interactions.lastIndex { $0.revision <= revision }.map { $0 + 1 } ?? 0
    return interactions[first...]
  }

  /// The row of a revision.
  public func row(_ revision: Revision) -> Interaction? {
    let place = interactions.lastIndex { $0.revision <= revision }
    return place.map { interactions[$0] }.flatMap { $0.revision == revision ? $0 : nil }
  }

  /// Every track that an act is about, whether it still counts or not, in no order.
  public var tracks: some Collection<TrackID> { rowsOfTrack.keys }

  /// Tracks with this verdict, the latest first, each with the row that gave it. Cost: linear in their number.
  public func tracks(with verdict: Verdict) -> [Interaction] {
    (standing[verdict] ?? []).reversed().map { interactions[$0] }
  }

  /// How many tracks have this verdict.
  public func count(of verdict: Verdict) -> Int { standing[verdict]?.count ?? 0 }

  /// The favourites named so far, oldest first.
  public var named: [Favoured] { namings.map(\.favoured) }

  /// The row that names a favourite. Cost: linear in the names.
  public func naming(of favoured: Favoured) -> Interaction? {
    namings.last { $0.favoured.isSame(as: favoured) }?.row
  }

  private var namings: [(favoured: Favoured, row: Interaction)] {
    rowsOfNames.compactMap { row in
      guard case .name(let favoured) = interactions[row].act, counts(interactions[row].revision) else { return nil }
      return (favoured, interactions[row])
    }
  }

  /// Whether a track is named as a favourite. Cost: linear in the names.
  public func isNamed(_ track: TrackID) -> Bool {
    named.contains { if case .track(let named) = $0 { named.id == track } else { false } }
  }
}
