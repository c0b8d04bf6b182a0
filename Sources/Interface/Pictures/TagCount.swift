import Listening

/// How often tracks of a tag were saved, and how often left: discarded, put away or skipped.
struct TagCount: Hashable {
  let tag: String
  private(set) var saved = 0
  private(set) var left = 0

  var total: Int { saved + left }

  /// The tags of a journal, those met most often first; ties by name. Cost: linear in the journal.
  static func all(_ journal: Journal) -> [TagCount] {
    var counts: [String: TagCount] = [:]
    for interaction in journal.interactions where journal.counts(interaction.revision) {
      guard let track = interaction.act.track, let isSaved = isSaved(interaction, track.id, journal) else { continue }
      for tag in track.tags { counts[tag, default: TagCount(tag: tag)].add(isSaved) }
    }
    return counts.values.sorted { ($1.total, $0.tag) < ($0.total, $1.tag) }
  }

  private mutating func add(_ isSaved: Bool) {
    if isSaved { saved += 1 } else { left += 1 }
  }

  /// Whether an act keeps or leaves its track; nil where it says neither, or where another verdict counts.
  private static func isSaved(_ interaction: Interaction, _ track: TrackID, _ journal: Journal) -> Bool? {
    switch interaction.act {
    case .skip: return journal.verdict(on: track) == nil ? false : nil
    case .save, .discard, .notNow:
      guard journal.opinion(on: track)?.revision == interaction.revision else { return nil }
      return interaction.act.verdict == .saved
    case .clear, .finish, .name, .undo, .redo: return nil
    }
  }

  /// In words: 12 saved, 2 left.
  var words: String { "\(Words.count(saved)) saved, \(Words.count(left)) left" }
}
