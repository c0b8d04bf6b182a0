import Foundation
import Listening

/// Naming favourites, of any fame: the largest single gain for a new listener.
extension State {
  mutating func find(_ words: String) -> [Effect] {
    let trimmed = words.trimmingCharacters(in: .whitespaces)
    guard !trimmed.isEmpty else {
      found = nil
      return []
    }
    return [.search(trimmed)]
  }

  mutating func found(_ words: String, _ favoured: [Favoured], fault: String? = nil) -> [Effect] {
    found = Found(words: words, favoured: favoured, fault: fault)
    return []
  }

  mutating func suggested(_ favoured: [Favoured]) -> [Effect] {
    suggestions = favoured
    return []
  }

  mutating func name(_ favoured: Favoured, at date: Date) -> [Effect] {
    guard !isNamed(favoured) else {
      say("\(favoured.title) is named already")
      return []
    }
    say(Self.words(for: .name(favoured)), .verdict)
    return record(.name(favoured), at: date)
  }

  private func isNamed(_ favoured: Favoured) -> Bool {
    let isUnderWay = pending.contains {
      if case .name(let other) = $0.act { other.isSame(as: favoured) } else { false }
    }
    return isUnderWay || journal.naming(of: favoured) != nil
  }
}
