import Listening

/// What one track says about the listener: how much it was liked, and how surely.
struct Evidence: Hashable, Sendable {
  /// From 0 (not wanted) to 1 (wanted).
  var target: Float
  /// How much it weighs; a save weighs 1.
  var weight: Float

  /// Whether it speaks for the track.
  var isLiked: Bool { target >= 0.5 && weight >= 0.5 }
  /// Whether it speaks against the track with a verdict.
  var isDisliked: Bool { target == 0 && weight >= Self.discarded.weight }

  static let saved = Evidence(target: 1, weight: 1)
  /// With .7 and 1 more is saved among the best known and less in the tail (Benchmarks, "What did not work").
  static let discarded = Evidence(target: 0, weight: 0.5)
  /// Not tuned.
  static let notNow = Evidence(target: 0, weight: 0.1)

  /// What the acts on one track add up to; nil where they say nothing.
  init?(_ acts: [Interaction]) {
    let lastWord = acts.last { $0.act.isOpinion || $0.act.isNaming }?.act
    if let verdict = lastWord?.verdict {
      self = Self.of(verdict)
    } else if acts.contains(where: { $0.act.isNaming }) {
      self = Self.saved
    } else if let heard = acts.last(where: { $0.act.isHearing })?.act {
      self = Self.of(heard)
    } else {
      return nil
    }
  }

  init(target: Float, weight: Float) {
    self.target = target
    self.weight = weight
  }

  private static func of(_ verdict: Verdict) -> Evidence {
    switch verdict {
    case .saved: .saved
    case .discarded: .discarded
    case .notNow: .notNow
    }
  }

  /// Skipping early says more than skipping late, and of a track whose length nobody knows only the first seconds are early;
  /// hearing most of it says something too, but not coming to its end by leaps. The weights are from the first design, and not
  /// tuned: the public files know no skips.
  private static func of(_ act: Act) -> Evidence {
    switch act {
    case .finish(_, let heard) where (heard.share ?? 1) >= 0.5: Evidence(target: 0.7, weight: 0.25)
    // Passed by before it sounded: nobody can say that it was not wanted.
    case .skip(_, let heard) where heard.seconds == 0: Evidence(target: 0.5, weight: 0.1)
    case .skip(_, let heard) where heard.seconds < 10: Evidence(target: 0, weight: 0.3)
    case .skip(_, let heard) where (heard.share ?? 1) < 0.5: Evidence(target: 0, weight: 0.15)
    default: Evidence(target: 0.5, weight: 0.1)
    }
  }
}

/// A track of which something is known.
struct Judged: Sendable {
  let track: Int32
  let evidence: Evidence
  /// The last act on it; 0 where it speaks for its artist.
  let revision: Revision

  /// What weighs more first, ties by the last act, then by number.
  @inline(__always)
  static func tellsMore(_ one: Judged, _ other: Judged) -> Bool {
    (one.evidence.weight, one.revision, other.track) > (other.evidence.weight, other.revision, one.track)
  }
}

extension Act {
  fileprivate var isNaming: Bool { if case .name = self { true } else { false } }

  fileprivate var isHearing: Bool {
    switch self {
    case .skip, .finish: true
    default: false
    }
  }
}
