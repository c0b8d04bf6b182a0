import Foundation
import Listening
import Session
import TextUI

extension InterfaceState {
  /// What an input means: changes the screen's own state, and answers with what is wanted outside.
  public mutating func handle(_ input: Input, _ session: State, size: Size, at date: Date) -> [Wish] {
    let scene = Scene(session: session, size: size, now: date)
    if case .key = input { endLastingRemark() }
    return switch input {
    case .key(.mouse(let mouse)): handle(mouse, scene)
    case .key(let key): press(key, scene)
    case .resumed: [.redraw]
    case .hangUp: [.quit]
    case .resized, .focus, .woken: []
    }
  }

  private mutating func press(_ key: Key, _ scene: Scene) -> [Wish] {
    if prompt != nil { return type(key, scene) }
    takeUpRow(scene)
    if case .paste = key {
      refuse("pasted text is never a command", scene)
      return []
    }
    let keys = typed + [key]
    typed = []
    switch settings.keys.meaning(keys) {
    case .action(let action): return perform(action, scene)
    case .spoken(let words): return obey(words, scene)
    case .unfinished:
      typed = keys
      return []
    case .nothing: return unknown(keys, scene)
    }
  }

  /// Escape gives up a sequence, and a typed one that means nothing is named; its last key does not count alone, or a
  /// slip would judge a track.
  private mutating func unknown(_ keys: [Key], _ scene: Scene) -> [Wish] {
    guard keys.last != .escape else { return keys.count > 1 ? [] : back(scene) }
    refuse("\(KeyName.text(keys)) means nothing; \(keyOf("help")) shows every key", scene)
    return []
  }

  /// Does an action.
  mutating func perform(_ action: Action, _ scene: Scene) -> [Wish] {
    switch action.deed {
    case .tell(let command): return [.command(command)]
    case .judgeRow(let verdict): return judgeRow(verdict, scene)
    case .row(let deed): return act(deed, scene)
    case .radar(let deeper): return turnRadar(deeper: deeper, scene)
    case .move(let motion): return move(motion, scene)
    case .show(let view): return show(view, scene)
    case .turnScreen(let steps): return turnScreen(by: steps, scene)
    case .ask(.filter): prompt = Prompt(.filter, wordsOfFilter)
    case .ask(let kind): prompt = Prompt(kind, said: kind == .command ? spoken : [])
    case .back: return back(scene)
    case .redraw: return [.redraw]
    case .quit: return overlay == nil ? [.quit] : back(scene)
    }
    return []
  }

  private mutating func turnRadar(deeper: Bool, _ scene: Scene) -> [Wish] {
    let depth = scene.session.depth
    guard let next = deeper ? depth.deeper : depth.shallower else {
      refuse("the radar is \(depth.rawValue) already: there is nothing \(deeper ? "deeper" : "shallower")", scene)
      return []
    }
    return [.command(.radar(next))]
  }

  /// Says a sentence of the screen's own.
  mutating func say(_ words: String, _ scene: Scene) {
    remark = Remark(words: words, after: scene.session.notice?.number ?? 0)
  }

  /// Says why something is not done.
  mutating func refuse(_ words: String, _ scene: Scene) {
    say(words, scene)
    remark?.isRefusal = true
  }

  /// The first key of an action, as written; its name on the command line where it has none.
  func keyOf(_ name: String) -> String { settings.keys.firstKey(of: name) }
}
