import Foundation
import Listening
import Session
import TextUI

/// A session in plain lines: what is typed is a key or a command of the one table, with a row's number or a word after it.
extension InterfaceState {
  /// Lines are not cut to a window: what is laid out for one has room enough.
  private static let unboundedSize = Size(columns: 400, rows: 40)

  /// Obeys a line, and answers with what is wanted outside and the lines to be told, one sentence each.
  public mutating func obey(line: String, _ session: State, at date: Date) -> (wishes: [Wish], answers: [String]) {
    let scene = Scene(session: session, size: Self.unboundedSize, now: date)
    let parts = Self.words(line)
    guard let name = parts.first else { return ([], []) }
    overlay = nil
    remark = nil
    let wishes = parts.count == 2 ? obey(name, with: Prompt(.command, parts[1]).words, scene) : obeyPlainly(name, scene)
    defer {
      overlay = nil
      prompt = nil
      typed = []
    }
    let remarks = [remark?.words].compactMap { $0 }.filter { !$0.isEmpty }
    return (wishes.filter { $0 != .command(.find("")) }, (remarks + told(name, scene)).map { Text.clean($0) })
  }

  /// A command's name and what follows it; the sign that stands before a command or a filter on a screen may stand there.
  private static func words(_ line: String) -> [String] {
    let words = Prompt(.command, line).words
    if words.count > 1, words.hasPrefix("/") { return ["filter", String(words.dropFirst())] }
    let command = words.count > 1 && words.hasPrefix(":") ? words.dropFirst() : words[...]
    return command.split(separator: " ", maxSplits: 1).map(String.init)
  }

  /// The list that a line asks for.
  private func told(_ name: String, _ scene: Scene) -> [String] {
    if overlay == .naming, plainAction(name) != nil {
      return ["`name` and some words look for artists and tracks; `name` and a number then names one."]
    }
    let isAsked = overlay != nil && overlay != .naming || plainAction(name)?.shows == true || name == "filter"
    guard isAsked else { return [] }
    let filter = filters[shown].map { ["Shown: \($0.text); filter alone shows all."] } ?? []
    // The program's own lists are told whole.
    let limit = shown == .help || shown == .keys ? Int.max : 60
    return filter + plainLines(listing(shown, scene), scene, limit: limit)
  }

  private func plainAction(_ name: String) -> Action? {
    if let keys = KeyName.keys(name), case .action(let action) = settings.keys.meaning(keys) { return action }
    return Action.named(name)
  }

  private mutating func obeyPlainly(_ name: String, _ scene: Scene) -> [Wish] {
    if name == "q" || name == "exit" { return [.quit] }
    guard let action = plainAction(name) else { return obey(name, scene) }
    switch action.deed {
    case .back where filters.removeValue(forKey: shown) != nil: return []
    case .move, .turnScreen, .redraw, .back:
      refuse("\(action.name) is for the screen; here a number after a command names a row, as in: why 2", scene)
      return []
    case .ask(.filter):
      if filters.removeValue(forKey: shown) == nil { refuse("type filter and words", scene) }
      return []
    case .ask:
      refuse("type the command itself", scene)
      return []
    default: return perform(action, scene)
    }
  }

  private mutating func obey(_ name: String, with word: String, _ scene: Scene) -> [Wish] {
    guard let number = Int(word) else { return obey("\(name) \(word)", scene) }
    if name == "name" { return nameFound(number, word, scene) }
    guard let action = plainAction(name)?.forRows else { return obey("\(name) \(word)", scene) }
    let rows = listing(screen, scene).rows
    guard let row = Self.row(number, of: rows) else {
      refuse("there is no row \(number) in \(screen.title); \(screen.title) lists them", scene)
      return []
    }
    cursors[screen] = Cursor(id: row.id)
    return perform(action, scene)
  }

  private mutating func nameFound(_ number: Int, _ word: String, _ scene: Scene) -> [Wish] {
    let found = scene.session.found?.favoured ?? []
    guard found.indices.contains(number - 1) else { return [.command(.find(word))] }
    return [.command(.name(found[number - 1]))]
  }
}

extension Action {
  /// Whether it opens something to read.
  fileprivate var shows: Bool { if case .show = deed { true } else { false } }

  /// The action that does the same with a row; nil where a row means nothing to it.
  fileprivate var forRows: Action? {
    switch deed {
    case .row, .judgeRow: self
    case .tell(.save): Action.named("save-row")
    case .tell(.discard): Action.named("discard-row")
    case .tell(.notNow): Action.named("not-now-row")
    default: nil
    }
  }
}
