import Playback

/// Two decks under one pair of hands: one plays, the other has the next entry opened ahead, so that a discard is answered by
/// sound at once. Used by the player's thread alone.
final class Desk {
  private let makeDeck: () throws(MPVFault) -> Deck
  private let asked: String?
  private let tell: (PlayerEvent) -> Void
  private var stage: Deck
  /// Made when an entry is prepared for the first time.
  private var wings: Deck?
  private var volume: Int?
  private var isMuted = false
  private var toldOutput: String?
  /// An output that was asked for and that mpv does not know.
  private var unknownOutput: String?

  /// A desk with one deck.
  ///
  /// - Parameter asked: the output that the listener asked for; nil where mpv chooses.
  init(
    asked: String?, makeDeck: @escaping () throws(MPVFault) -> Deck, tell: @escaping (PlayerEvent) -> Void
  ) throws(MPVFault) {
    self.makeDeck = makeDeck
    self.asked = asked
    self.tell = tell
    stage = try makeDeck()
  }

  /// Does what it is told.
  func obey(_ command: PlayerCommand) {
    switch command {
    case .open(let entry, let position, let paused): open(entry, from: position, paused: paused)
    case .prepare(let entry): prepare(entry)
    case .pause(let pauses): stage.pause(pauses)
    case .seek(let seconds): stage.seek(to: max(0, seconds))
    case .volume(let volume): turn(to: volume)
    case .mute(let mutes): mute(mutes)
    case .stop: clear()
    }
  }

  /// Passes on what libmpv said; `isLate` once a reason has been waited for. False when it went down.
  func listen(isLate: Bool) -> Bool {
    let heard = stage.listen()
    // FFmpeg has one log for the whole process, which the first instance gets.
    let lines = heard.lines + (wings?.listen().lines ?? [])
    heard.events.forEach(tell)
    // Of the names that are tried where none was asked for, some are of other systems.
    if asked != nil, let name = lines.lazy.compactMap(Complaints.unknownOutput).first { unknownOutput = name }
    tellOutput()
    stage.settle(lines, isLate: isLate).forEach(tell)
    _ = wings?.settle(lines, isLate: isLate)
    return !stage.isDead
  }

  /// Whether an entry is over and the line that says why may still come.
  var awaitsReason: Bool { stage.awaitsReason || wings?.awaitsReason == true }

  /// Ends both decks at once.
  func end() {
    let decks = [stage, wings].compactMap(\.self)
    decks.forEach { $0.quit() }
    decks.forEach { $0.destroy() }
  }

  private func open(_ entry: PlaylistEntry, from position: Double, paused: Bool) {
    if let wings, let reel = wings.reel, reel.entry == entry, !reel.isOver {
      exchange(with: wings)
      reel.introduction.forEach(tell)
      stage.unveil(from: position, paused: paused)
      return
    }
    tellReplaced()
    tell(.opening(entry.id))
    do throws(Refusal) {
      let text = try Door.text(for: entry.address)
      stage.load(entry, text: text, from: max(0, position), paused: paused)
    } catch {
      stage.unload()
      tell(.ended(entry.id, .failed(error.sentence)))
    }
  }

  /// The deck in the wings comes on stage; the other makes room.
  private func exchange(with next: Deck) {
    tellReplaced()
    let left = stage
    left.unload()
    // Where a device takes one at a time, the one ahead found it taken and fell back to silence.
    if next.output == "null", let output = left.output, output != "null" { next.reopenOutput() }
    (stage, wings) = (next, left)
  }

  private func prepare(_ entry: PlaylistEntry?) {
    guard let entry, let text = try? Door.text(for: entry.address) else {  // refused again, aloud, when it is opened
      wings?.unload()
      return
    }
    if let reel = wings?.reel, reel.entry == entry, !reel.isOver { return }
    if wings == nil { wings = addDeck() }
    wings?.load(entry, text: text, from: 0, paused: true)
  }

  private func addDeck() -> Deck? {
    guard let deck = try? makeDeck() else { return nil }  // then entries are opened when their time comes
    if let volume { deck.turn(to: volume) }
    deck.mute(isMuted)
    return deck
  }

  private func turn(to volume: Int) {
    self.volume = volume
    for deck in [stage, wings] { deck?.turn(to: volume) }
  }

  private func mute(_ mutes: Bool) {
    isMuted = mutes
    for deck in [stage, wings] { deck?.mute(mutes) }
  }

  private func clear() {
    tellReplaced()
    stage.unload()
  }

  private func tellReplaced() {
    if let reel = stage.reel, !reel.isOver { tell(.ended(reel.entry.id, .stopped)) }
  }

  private func tellOutput() {
    guard let output = stage.output, output != toldOutput else { return }
    toldOutput = output
    guard output == "null", asked != "null" else { return tell(.output(output)) }
    tell(.output(nil))
    if let unknownOutput { tell(.unknownOutput(unknownOutput)) }
  }
}
