import TextUI

/// Which keys do what: a preset, changed by the listener.
public struct KeyTable: Hashable, Sendable {
  /// What each means: an action's name, or a command with a word after it.
  private var actions: [[Key]: String] = [:]
  /// In the order they were bound, so that the first key of an action is the one that hints show.
  private var order: [[Key]] = []
  /// The keys of each action as written, for the hints of every frame.
  private var written: [String: [String]] = [:]

  /// One change that the listener wrote.
  public struct Change: Hashable, Sendable {
    /// The key or keys, as written.
    public var keys: String
    /// The name of an action, a command with a word after it, or `none`.
    public var action: String

    /// States a change.
    public init(keys: String, action: String) {
      self.keys = keys
      self.action = action
    }
  }

  /// What is wrong with a change; it was left out, or hides another key.
  public struct Problem: Hashable, Sendable {
    /// The number of the change, from 0.
    public var change: Int
    /// The sentence.
    public var words: String
  }

  /// What keys typed so far mean.
  public enum Meaning: Hashable, Sendable {
    case action(Action)
    /// A command with a word after it, as it is typed.
    case spoken(String)
    /// More keys are needed.
    case unfinished
    case nothing
  }

  /// A preset as it is.
  public init(_ preset: Preset = .default) {
    for action in Action.all {
      for text in preset.keys(of: action) { bind(KeyName.keys(text) ?? [], action.name) }
    }
    writeDown()
  }

  /// A preset, changed; what is wrong with the changes is added to `problems`.
  public init(_ preset: Preset, changes: [Change], problems: inout [Problem]) {
    self.init(preset)
    var written: [[Key]: Int] = [:]
    // What is taken away first: it is in nobody's way then.
    let order =
      changes.indices.filter { changes[$0].action == "none" } + changes.indices.filter { changes[$0].action != "none" }
    for number in order {
      let words = apply(changes[number], at: number, changes, &written)
      problems += words.map { Problem(change: number, words: $0) }
    }
    writeDown()
  }

  private mutating func writeDown() {
    written = Dictionary(grouping: order) { actions[$0] ?? "" }.mapValues { $0.map(KeyName.text) }
  }

  /// What the keys typed so far mean.
  public func meaning(_ keys: [Key]) -> Meaning {
    if let words = actions[keys] { return Action.named(words).map(Meaning.action) ?? .spoken(words) }
    return order.contains { $0.count > keys.count && $0.starts(with: keys) } ? .unfinished : .nothing
  }

  /// The keys of an action, as written, the most important first.
  public func keys(of action: Action) -> [String] { written[action.name] ?? [] }

  private mutating func bind(_ keys: [Key], _ action: String) {
    guard !keys.isEmpty else { return }
    if actions.updateValue(action, forKey: keys) != nil { order.removeAll { $0 == keys } }
    order.append(keys)
  }

  private mutating func unbind(_ keys: [Key]) {
    actions[keys] = nil
    order.removeAll { $0 == keys }
  }

  private mutating func apply(
    _ change: Change, at number: Int, _ changes: [Change], _ written: inout [[Key]: Int]
  ) -> [String] {
    guard let keys = KeyName.keys(change.keys) else {
      return ["“\(change.keys)” names no key: write s, space, Ctrl-D, PgUp, or several with spaces between"]
    }
    let meaning = Action.named(change.action)?.name ?? SpokenCommand.whole(change.action)
    guard change.action == "none" || meaning != nil else { return [Self.unknown(change.action)] }
    if written.updateValue(number, forKey: keys) != nil {
      return ["\(KeyName.text(keys)) is set twice: the first holds"]
    }
    guard let meaning else {
      unbind(keys)
      return []
    }
    defer { bind(keys, meaning) }
    return makeRoom(for: keys, Set(changes.map(\.action)))
  }

  private static func unknown(_ words: String) -> String {
    guard let spoken = SpokenCommand.all.first(where: { $0.name == words }) else {
      return "there is no command “\(words)”: `crescendo keys` lists them"
    }
    return "\(words) wants a word after it: write \(words) \(spoken.argument)"
  }

  /// A key that begins a sequence cannot act alone: whichever stands in the way of the new keys goes, and it is said unless what
  /// it did is among what the listener `gave` keys to.
  private mutating func makeRoom(for keys: [Key], _ gave: Set<String>) -> [String] {
    let hidden = order.filter { $0 != keys && ($0.starts(with: keys) || keys.starts(with: $0)) }
    return hidden.compactMap { other in
      let name = actions[other] ?? ""
      unbind(other)
      return gave.contains(name) ? nil : "\(KeyName.text(keys)) takes the place of \(KeyName.text(other)) (\(name))"
    }
  }
}
