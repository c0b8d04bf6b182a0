import Listening
import Playback
import Session
import TextUI

/// The command line: an action's name, or a command with a word after it.
extension InterfaceState {
  mutating func obey(_ text: String, _ scene: Scene) -> [Wish] {
    // What was said before is over: it would look like the answer.
    remark = Remark(words: "", after: scene.session.notice?.number ?? 0)
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = parts.first else { return [] }
    if parts.count == 2 {
      let word = parts[1].trimming
      return obey(name, word, scene)
    }
    if name == "q" { return [.quit] }
    if let action = Action.named(name) { return perform(action, scene) }
    if let spoken = SpokenCommand.all.first(where: { $0.name == name }) {
      refuse("type :\(name) \(spoken.argument): \(spoken.help)", scene)
    } else {
      refuse("there is no command \"\(name)\"; \(keyOf("help")) lists them", scene)
    }
    return []
  }

  private mutating func obey(_ name: String, _ word: String, _ scene: Scene) -> [Wish] {
    switch name {
    case "theme": return speakTheme(word, scene)
    case "radar": return speakRadar(word, scene)
    case "volume": return speakVolume(word, scene)
    case "seek": return speakSeek(word, scene)
    case "name": return speakName(word, scene)
    case "sort": speakSort(word, scene)
    case "export": return [.export(to: word)]
    case "filter": filters[shown] = .words(word)
    default: refuse("there is no command \"\(name)\" with a word after it; \(keyOf("help")) lists them", scene)
    }
    return []
  }

  /// The theme of that name, else the one whose name differs in capitals alone.
  private static func theme(called name: String, of names: [String]) -> String? {
    names.first { $0 == name } ?? names.first { $0.lowercased() == name.lowercased() }
  }

  private mutating func speakTheme(_ name: String, _ scene: Scene) -> [Wish] {
    guard let name = Self.theme(called: name, of: settings.themes.map(\.name)) else {
      refuse(
        "no theme \"\(name)\" can be read: \(keyOf("themes")) shows those that can, `crescendo themes` says why", scene)
      return []
    }
    themeBefore = nil
    say("theme \(name)", scene)
    return use(name)
  }

  private mutating func speakSort(_ word: String, _ scene: Scene) {
    guard let order = SavedOrder(rawValue: word) else {
      return refuse("saved tracks are sorted by \(SavedOrder.allCases.map(\.rawValue).joined(separator: ", "))", scene)
    }
    savedOrder = order
    if shown != .saved { _ = show(.saved, scene) }
  }

  private mutating func speakRadar(_ word: String, _ scene: Scene) -> [Wish] {
    guard let depth = RadarDepth(rawValue: word) else {
      refuse(RadarDepth.choices, scene)
      return []
    }
    if depth == scene.session.depth { say("the radar is \(word) already", scene) }
    return [.command(.radar(depth))]
  }

  private mutating func speakVolume(_ word: String, _ scene: Scene) -> [Wish] {
    guard let volume = Int(word), (-100...100).contains(volume) else {
      refuse("the volume is a number from 0 to 100, or a step like +5", scene)
      return []
    }
    return [.command(.volume(by: Self.isStep(word) ? volume : volume - scene.session.playback.volume))]
  }

  private mutating func speakSeek(_ word: String, _ scene: Scene) -> [Wish] {
    let isStep = Self.isStep(word)
    guard let seconds = SpokenCommand.seconds(isStep ? String(word.dropFirst()) : word) else {
      refuse("a place in the track is written like 1:30, a step like +10", scene)
      return []
    }
    if !isStep, let length = scene.session.length, seconds > length {
      refuse("the track ends at \(Words.clock(length))", scene)
      return []
    }
    guard isStep else { return [.command(.seek(by: seconds - scene.session.position))] }
    return [.command(.seek(by: word.hasPrefix("-") ? -seconds : seconds))]
  }

  /// Whether a number is meant from where things stand, as in other players.
  private static func isStep(_ word: String) -> Bool { word.hasPrefix("+") || word.hasPrefix("-") }

  private mutating func speakName(_ words: String, _ scene: Scene) -> [Wish] {
    let wishes = overlay == .naming ? [] : show(.naming, scene)
    prompt = Prompt(.naming, words)
    return wishes.filter { $0 != .command(.find("")) } + [.command(.find(words))]
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimming: String { Prompt(.command, self).words }
}
