import Listening
import Session
import TextUI

/// The ledger of ears: known by how many at the save, and now.
extension InterfaceState {
  func ledger(_ session: State) -> EarLedger {
    memos.ledger.value(of: .init(journal: session.journal, exposures: session.exposures)) { EarLedger(session) }
  }

  func ledgerRows(_ session: State, _ width: Int) -> [Row] {
    let ledger = ledger(session)
    let heading = Picture("Your ear: known by how many when you saved them, and now", .header)
    let none =
      session.tally.saved > 0
      ? "Nobody counted how well known they were when you saved them." : "No saved track yet: \(keyOf("save")) saves."
    let words = ledger.words.isEmpty ? [none] : ledger.words
    let lines = words.flatMap { Words.wrapped($0, to: width) }.map { Picture($0, .muted) }
    return pictures([heading] + lines, from: 300) + ledger.entries.prefix(200).map(Row.ear)
  }

  /// The figures of then and now, and a line from the one to the other on a scale where each step is ten times as many.
  func earFields(_ entry: EarLedger.Entry, width: Int) -> [Field] {
    let cell = { (count: Int) in Int(EarLedger.share(count) * Double(width - 1)) }
    let (then, now) = (cell(entry.then), cell(entry.now ?? entry.then))
    let (low, high) = (min(then, now), max(then, now))
    let line = String(repeating: settings.glyphs[.progress], count: high - low)
    let end = settings.glyphs[entry.now == nil ? .dialPlace : .point]
    let runs = [
      Field.Run(text: String(repeating: settings.glyphs[.progressRest], count: low), role: .progressRest),
      Field.Run(text: now >= then ? line + end : end + line, role: .progress),
    ]
    return [Field("\(entry.track.artist.name)", .artist), Field(runs), Field(earWords(entry))]
  }

  private func earWords(_ entry: EarLedger.Entry) -> String {
    let then = "\(Words.count(entry.then)) then"
    guard let now = entry.now else { return then }
    let growth = entry.growth.map { ", \(Words.times($0))" } ?? ""
    return "\(then), \(Words.count(now)) now\(growth)"
  }
}
