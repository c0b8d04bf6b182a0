import Listening
import Session
import TextUI

/// Acts and verdicts in words.
enum ActWords {
  /// What was done, in a word.
  static func doing(_ act: Act) -> String {
    switch act {
    case .save: "saved"
    case .discard: "discarded"
    case .notNow: "not now"
    case .clear: "no verdict"
    case .skip: "skipped"
    case .finish: "heard"
    case .name: "named"
    case .undo: "took back"
    case .redo: "did again"
    }
  }

  /// A verdict in a word.
  static func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .saved: "saved"
    case .discarded: "discarded"
    case .notNow: "not now"
    }
  }
}

extension Verdict {
  /// The sign that stands for it.
  var glyph: Glyph {
    switch self {
    case .saved: .saved
    case .discarded: .discarded
    case .notNow: .later
    }
  }

  var role: Role {
    switch self {
    case .saved: .saved
    case .discarded: .discarded
    case .notNow: .later
    }
  }
}
