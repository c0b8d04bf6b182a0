import Foundation
import Listening
import Session
import TextUI

/// Which rows of a list are shown.
enum Filter: Hashable, Sendable {
  /// Those in which every one of these words stands.
  case words(String)
  /// Those of an artist.
  case artist(ArtistID, name: String)

  /// How it is shown.
  var text: String {
    switch self {
    case .words(let words): "/\(words)"
    case .artist(_, let name): "only \(name)"
    }
  }

  /// The rows that pass.
  func rows(of rows: [Row]) -> [Row] {
    switch self {
    case .artist(let id, _): return rows.filter { $0.track?.artist.id == id || $0.id == .artist(id) }
    case .words(let text):
      let words = Self.folded(text).split(separator: " ").map(String.init)
      guard !words.isEmpty else { return rows }
      return rows.filter { row in
        let text = Self.folded(row.searchable)
        return words.allSatisfy { text.contains($0) }
      }
    }
  }

  /// Text without the difference of case and accents: nobody types the é of Beyoncé.
  private static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    return text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
  }
}

extension Row {
  /// The words that a filter looks at.
  var searchable: String {
    if let track { return ([track.artist.name, track.title] + track.tags).joined(separator: " ") + " " + verdictWord }
    return switch self {
    case .action(let action): "\(action.name) \(action.help) \(action.group.rawValue)"
    case .spoken(let command): "\(command.name) \(command.help)"
    case .notice(let notice): notice.text
    case .theme(let theme): "\(theme.name) \(theme.credit ?? "")"
    case .artist(_, let name, _): name
    case .tag(let count, _): "\(count.tag) \(count.words)"
    case .picture(let picture, _): picture.words
    case .setting(let name, let words, _): "\(name) \(words)"
    case .start: "just listen"
    case .line(let line, _): "\(line.label) \(line.text)"
    case .favoured(let favoured): favoured.title
    case .act(let interaction): ActWords.doing(interaction.act) + " " + (favoured?.title ?? "")
    case .playing, .queued, .ear: ""
    }
  }

  private var verdictWord: String {
    if case .act(let interaction) = self { ActWords.doing(interaction.act) } else { "" }
  }
}
