import Listening

/// Reasons in words, true to the numbers that chose the track.
public enum ReasonText {
  /// The whole reason, as under the title.
  public static func long(_ proposal: Proposal) -> String {
    switch proposal.recommendation.reason {
    case .near(_, let listeners):
      "because you saved \(joined(proposal.names))" + alsoSaved(listeners, proposal.names.count)
    case .listeners(let count, _): "\(people(count)) like you saved it" + shared(count, proposal.names)
    case .artist: "you kept other tracks by \(proposal.names.first ?? "this artist")"
    case .taste: "your taste" + (proposal.names.isEmpty ? "" : ", most of all \(joined(proposal.names))")
    case .apart:
      "the crowd's taste, unlike what you left" + (proposal.names.isEmpty ? "" : " by \(joined(proposal.names))")
    case .introduction where proposal.recommendation.isByCrowdsTaste:
      "to begin with: the crowd's taste, yours is not known yet"
    case .introduction where proposal.isKeptByMany: "kept by many of those who heard it"
    case .introduction: "nothing speaks for it yet, nor against it: you hear it first"
    case .exploring: "drawn to learn something new about you"
    }
  }

  /// The reason in a few words, as in a row.
  public static func short(_ proposal: Proposal) -> String {
    switch proposal.recommendation.reason {
    case .near: "near \(proposal.names.first ?? "what you saved")"
    case .listeners(let count, _): "\(people(count)) like you"
    case .artist: "more by \(proposal.names.first ?? "the artist")"
    case .taste: proposal.names.first.map { "like \($0)" } ?? "your taste"
    case .apart: "unlike \(proposal.names.first ?? "what you left")"
    case .introduction where proposal.recommendation.isByCrowdsTaste: "to begin with"
    case .introduction where proposal.isKeptByMany: "kept by many"
    case .introduction: "to be heard"
    case .exploring: "exploring"
    }
  }

  /// Why an entry is in the queue or on stage, whole.
  public static func long(_ entry: QueuedTrack) -> String { entry.proposal.map(long) ?? unproposed(entry) }

  /// The same in a few words.
  public static func short(_ entry: QueuedTrack) -> String { entry.proposal.map(short) ?? unproposed(entry) }

  private static func unproposed(_ entry: QueuedTrack) -> String {
    switch entry.origin {
    case .asked: "you asked for it"
    case .leftOver: "left from the session before"
    case .broughtBack: "back by your undo"
    case .outlived: "chosen before your last verdict"
    }
  }

  private static func people(_ count: Int) -> String { count == 1 ? "1 listener" : "\(count) listeners" }

  private static func alsoSaved(_ count: Int, _ names: Int) -> String {
    count > 0 ? "; \(people(count)) who saved \(names > 1 ? "those" : "that") saved this too" : ""
  }

  private static func shared(_ count: Int, _ names: [String]) -> String {
    names.isEmpty ? "" : ", who \(count == 1 ? "shares" : "share") \(joined(names))"
  }

  private static func joined(_ names: [String]) -> String {
    guard let last = names.last else { return "tracks near it" }
    guard names.count > 1 else { return last }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Recommendation {
  /// Whether what speaks for it is the crowd's taste: before anything is liked it is all the engine knows of anybody's.
  public var isByCrowdsTaste: Bool {
    let crowds = max(score.factors, score.listeners)
    return reason == .introduction && crowds > 0 && crowds >= score.quality
  }
}
