import Yams

/// The keys of one mapping, taken one by one; what is left over in the end is unknown.
struct Fields {
  let file: String
  /// What stands here is taken as if it were not written.
  let passedOver: Set<Place>
  private(set) var rest: [(key: String, keyNode: Node, node: Node)] = []
  private var known: [String] = []

  init(file: String) { (self.file, passedOver) = (file, []) }

  init(_ node: Node, file: String, without passedOver: Set<Place> = []) throws(SettingsError) {
    (self.file, self.passedOver) = (file, passedOver)
    guard case .mapping(let mapping) = node else {
      if case .scalar(let scalar) = node, scalar.string.isEmpty { return }
      throw .malformed(Place(node, file), expected: "keys with values, such as “name: nord”", found: node.words)
    }
    for (key, value) in mapping where passedOver.isDisjoint(with: [Place(key, file), Place(value, file)]) {
      guard case .scalar(let scalar) = key else {
        throw .malformed(Place(key, file), expected: "a word before the colon", found: key.words)
      }
      rest.append((scalar.string, key, value))
    }
  }

  /// The value of a key, no longer left over; nil where the key is absent or has no value.
  mutating func take(_ key: String) -> Node? {
    known.append(key)
    guard let index = rest.firstIndex(where: { $0.key == key }) else { return nil }
    let node = rest.remove(at: index).node
    return node.isEmpty ? nil : node
  }

  /// A text.
  mutating func text(_ key: String) throws(SettingsError) -> String? {
    guard let node = take(key) else { return nil }
    return try node.text(file, expected: "a text")
  }

  /// Yes or no.
  mutating func flag(_ key: String) throws(SettingsError) -> Bool? {
    guard let node = take(key) else { return nil }
    guard let flag = node.bool else {
      throw .malformed(Place(node, file), expected: "true or false", found: node.words)
    }
    return flag
  }

  /// One of some words.
  mutating func choice(_ key: String, of words: [String]) throws(SettingsError) -> String? {
    guard let node = take(key) else { return nil }
    let expected = "one of " + words.joined(separator: ", ")
    let word = try node.text(file, expected: expected)
    guard words.contains(word) else { throw .malformed(Place(node, file), expected: expected, found: node.words) }
    return word
  }

  /// The keys inside a key.
  mutating func fields(_ key: String) throws(SettingsError) -> Fields? {
    guard let node = take(key) else { return nil }
    return try Fields(node, file: file, without: passedOver)
  }

  /// A warning for each key that nobody took.
  var warnings: [SettingsWarning] {
    rest.map { field in
      let hint = Spelling.nearest(to: field.key, among: known).map { ", did you mean “\($0)”?" } ?? ""
      let words = "unknown key “\(field.key)” is passed over\(hint)"
      return SettingsWarning(place: Place(field.keyNode, file), words: words)
    }
  }
}

extension Node {
  /// How the listener wrote it, in brief.
  var words: String {
    switch self {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "“\(scalar.string.prefix(40))”"
    case .mapping: "keys with values"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  /// Whether nothing was written. The word null is a text: mpv has a sound output of that name.
  var isEmpty: Bool {
    if case .scalar(let scalar) = self { return scalar.style == .plain && ["", "~"].contains(scalar.string) }
    return false
  }

  func text(_ file: String, expected: String) throws(SettingsError) -> String {
    guard case .scalar(let scalar) = self else { throw .malformed(Place(self, file), expected: expected, found: words) }
    return scalar.string
  }
}

extension Place {
  init(_ node: Node, _ file: String) {
    self.init(file: file, line: node.mark?.line, column: node.mark?.column)
  }
}

/// Finds what somebody meant to write.
enum Spelling {
  /// The known word that differs least, if it differs in few letters.
  static func nearest(to word: String, among known: [String]) -> String? {
    guard word.count <= 64 else { return nil }
    let scored = known.map { ($0, distance(Array(word), Array($0))) }
    guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(1, word.count / 3) else { return nil }
    return best.0
  }

  /// d(i, j) = min(d(i−1, j) + 1, d(i, j−1) + 1, d(i−1, j−1) + [aᵢ ≠ bⱼ])  (Levenshtein 1966)
  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    var row = Array(0...other.count)
    for (i, letter) in one.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, second) in other.enumerated() {
        let substituted = diagonal + (letter == second ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[other.count]
  }
}
