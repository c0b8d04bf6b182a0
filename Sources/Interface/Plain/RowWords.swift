import Listening
import Session
import TextUI

/// Lists in plain lines: what may be chosen has a number before it, and what is drawn is left to the words beside it.
extension InterfaceState {
  /// The lines of a list, at most so many; the rest is counted.
  func plainLines(_ list: Listing, _ scene: Scene, limit: Int) -> [String] {
    guard !list.rows.isEmpty else { return list.empty.map(Self.plainWords) }
    let first = Self.firstNumber(list.rows)
    var number = first
    var lines: [String] = []
    for row in list.rows {
      let words = plainWords(row, list, scene)
      if row.isChoosable { number += 1 }
      guard !words.isEmpty else { continue }
      lines.append(row.isChoosable ? "\(number - 1)  \(words)" : words)
    }
    let rest = lines.count - limit
    return rest > 0 ? lines.prefix(limit) + ["and \(Words.count(rest)) more; the filter shows fewer"] : lines
  }

  /// The row of a number as `plainLines` counts.
  static func row(_ number: Int, of rows: [Row]) -> Row? {
    let chosen = rows.filter(\.isChoosable)
    let place = number - firstNumber(rows)
    return chosen.indices.contains(place) ? chosen[place] : nil
  }

  /// What plays is number 0, so that the queue counts as on the screen.
  private static func firstNumber(_ rows: [Row]) -> Int {
    if case .playing? = rows.first(where: \.isChoosable) { 0 } else { 1 }
  }

  private func plainWords(_ row: Row, _ list: Listing, _ scene: Scene) -> String {
    if case .picture(let picture, _) = row { return picture.words }
    if case .line(let line, _) = row { return Self.plainWords(line) }
    let fields = zip(list.fields(row), list.columns).compactMap { field, column -> String? in
      guard !column.isDrawing, !field.text.isEmpty else { return nil }
      return column.isSaid ? "\(column.title) \(field.text)" : field.text
    }
    let verdict = row.track.flatMap { scene.session.verdict(on: $0.id) }.map { [ActWords.word($0)] } ?? []
    var lead: [String] = []
    if case .playing = row { lead = ["plays"] }
    return (lead + fields + (row.tellsVerdict ? verdict : [])).joined(separator: ", ")
  }

  private static func plainWords(_ line: Line) -> String {
    line.label.isEmpty ? line.text : "\(line.label): \(line.text)"
  }
}

extension Row {
  /// Whether its own words leave the verdict to a sign.
  fileprivate var tellsVerdict: Bool {
    switch self {
    case .playing, .queued: true
    default: false
    }
  }
}
