import Foundation
import Listening
import Session
import TextUI

/// What is typed in plain mode: a key or a command of the same table, and Enter. Views answer with their rows.
extension InterfaceState {
  /// What a line means: what is wanted outside, and what to answer at once.
  public mutating func obey(
    line: String, _ session: State, size: Size, at date: Date
  ) -> (wishes: [Wish], answers: [String]) {
    let scene = Scene(session: session, size: size, now: date)
    let before = remark
    remark = nil
    let (wishes, rows) = plainDeed(line, scene)
    let said = remark.map { [$0.words] } ?? []
    remark = remark ?? before
    (prompt, overlay) = (nil, nil)
    return (wishes, (rows + said).map(Text.clean))
  }

  private mutating func plainDeed(_ line: String, _ scene: Scene) -> ([Wish], [String]) {
    let words = Prompt(.command, line).words
    if words.isEmpty { return ([], []) }
    if let named = plainNaming(words, scene) { return (named, []) }
    guard let action = plainAction(words) else { return (obey(words, scene), []) }
    switch action.deed {
    case .show(.naming), .ask(.naming): return ([], ["Type name and what you look for, such as: name salt lantern"])
    case .show(let view): return ([], plainRows(view, scene))
    case .ask(let kind): return ([], ["Type \(kind.rawValue) and a word after it."])
    case .row(.why), .row(.info):
      let wishes = perform(action, scene)
      return (wishes, overlay.map { plainRows($0, scene) } ?? [])
    default: return (perform(action, scene), [])
    }
  }

  private func plainAction(_ words: String) -> Action? {
    if let keys = KeyName.keys(words), case .action(let action) = settings.keys.meaning(keys) { return action }
    return Action.named(words)
  }

  /// `name WORDS` looks for them, `name 2` names what was found second.
  private func plainNaming(_ words: String, _ scene: Scene) -> [Wish]? {
    guard words.hasPrefix("name ") else { return nil }
    let sought = Prompt(.command, String(words.dropFirst(5))).words
    let found = scene.session.found?.favoured ?? []
    if let number = Int(sought), found.indices.contains(number - 1) { return [.command(.name(found[number - 1]))] }
    return [.command(.find(sought))]
  }

  private func plainRows(_ view: View, _ scene: Scene) -> [String] {
    let listing = listing(view, scene)
    guard !listing.rows.isEmpty else { return listing.empty.map { "\($0.label) \($0.text)" } }
    return listing.rows.map { row in listing.fields(row).map(\.text).filter { !$0.isEmpty }.joined(separator: "  ") }
  }
}
