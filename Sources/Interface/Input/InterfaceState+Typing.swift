import Listening
import Session
import TextUI

/// Keys while a line is typed: letters are text, whatever they mean elsewhere.
extension InterfaceState {
  mutating func type(_ key: Key, _ scene: Scene) -> [Wish] {
    guard var line = prompt else { return [] }
    switch key {
    case .escape: return leave(line, scene)
    case .enter: return enter(line, scene)
    case .up where line.kind == .command: return recall(line, older: true)
    case .down where line.kind == .command: return recall(line, older: false)
    case .up, .down, .pageUp, .pageDown: return move(motion(key), scene)
    case .tab where line.kind == .command:
      let themes = settings.themes.map(\.name)
      line.complete { SpokenCommand.completions(of: $0, themes: themes) }
      prompt = line
      return []
    case .backspace where line.text.isEmpty && line.kind != .naming: return leave(line, scene)
    default: break
    }
    let before = line.words
    guard line.edit(key) else { return [] }
    prompt = line
    return line.words == before ? [] : changed(line)
  }

  private mutating func recall(_ line: Prompt, older: Bool) -> [Wish] {
    prompt = line
    prompt?.recall(older: older)
    return []
  }

  private func motion(_ key: Key) -> Action.Motion {
    switch key {
    case .up: .rows(-1)
    case .down: .rows(1)
    case .pageUp: .halfPages(-1)
    default: .halfPages(1)
    }
  }

  /// Filters as it is typed, and looks for names as they are typed.
  private mutating func changed(_ line: Prompt) -> [Wish] {
    switch line.kind {
    case .filter: filters[shown] = line.words.isEmpty ? nil : .words(line.words)
    case .naming:
      cursors[.naming] = nil
      return [.command(.find(line.words))]
    case .command: break
    }
    return []
  }

  private mutating func leave(_ line: Prompt, _ scene: Scene) -> [Wish] {
    prompt = nil
    switch line.kind {
    case .filter: filters[shown] = nil
    case .naming: return back(scene)
    case .command: break
    }
    return []
  }

  private mutating func enter(_ line: Prompt, _ scene: Scene) -> [Wish] {
    switch line.kind {
    case .filter: prompt = nil
    case .naming: return name(line, scene)
    case .command:
      prompt = nil
      remember(line.words)
      return obey(line.words, scene)
    }
    return []
  }

  /// Keeps a spoken command to come back to.
  private mutating func remember(_ words: String) {
    guard !words.isEmpty else { return }
    spoken.removeAll { $0 == words }
    spoken = spoken.suffix(Self.mostSpoken - 1) + [words]
  }

  /// Names what is highlighted. A row of an answer to other words than those typed counts only where it holds these, too: what else
  /// stands there nobody has meant.
  private mutating func name(_ line: Prompt, _ scene: Scene) -> [Wish] {
    guard !line.words.isEmpty else { return back(scene) }
    let highlighted = highlighted(scene)?.favoured
    let found = scene.session.found
    let isAnswered = found?.words == line.words && found?.fault == nil
    let isMeant = highlighted?.title.lowercased().contains(line.words.lowercased()) ?? false
    guard isAnswered || isMeant else {
      if found?.words != line.words { refuse("still looking for \"\(line.words)\": Enter once it is found", scene) }
      return [.command(.find(line.words))]
    }
    guard let favoured = highlighted else {
      refuse("nothing found for \"\(line.words)\": try fewer letters", scene)
      return []
    }
    prompt = Prompt(.naming)
    cursors[.naming] = nil
    return [.command(.name(favoured)), .command(.find(""))]
  }

  /// The words of the filter that is set, to go on from.
  var wordsOfFilter: String {
    if case .words(let words) = filters[shown] { words } else { "" }
  }
}
