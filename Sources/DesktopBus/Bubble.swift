import Playback

/// The one notification, shown anew when a track begins to sound: org.freedesktop.Notifications
/// (https://specifications.freedesktop.org/notification-spec/latest/).
struct Bubble {
  static let service = "org.freedesktop.Notifications"
  private static let path = "/org/freedesktop/Notifications"

  /// The entry that was shown last.
  private var shown: EntryID?
  /// The text that waits for an answer to come before it goes out.
  private var waiting: String?
  /// The question on its way to the desktop.
  private var question: (call: Question, serial: UInt32?)?
  /// Whether `<` begins a tag there; nil before that was asked.
  private var takesMarkup: Bool?
  /// The bubble there is, by the desktop's number; 0 for none.
  private var number: UInt32 = 0

  private enum Question { case capabilities, notify }

  /// Takes in what plays; a track that begins to sound is kept to be shown.
  mutating func hear(_ now: NowPlaying) {
    guard now.isSounding, let entry = now.entry, entry != shown else { return }
    shown = entry
    waiting = now.caption
  }

  /// The next call, if it is time for one: one at a time, since a bubble is replaced by the number in the answer.
  mutating func nextCall() -> BusCall? {
    guard question == nil, let text = waiting else { return nil }
    guard let takesMarkup else {
      question = (.capabilities, nil)
      return BusCall(path: Self.path, interface: Self.service, member: "GetCapabilities")
    }
    waiting = nil
    question = (.notify, nil)
    return notify(text, takesMarkup)
  }

  /// The call went out with this number; nil when it could not.
  mutating func sent(_ serial: UInt32?) {
    question = serial.flatMap { serial in question.map { ($0.call, serial) } }
  }

  /// Takes in an answer; whether it was one to us.
  mutating func heard(_ serial: UInt32, _ values: [BusValue]) -> Bool {
    guard let asked = question, asked.serial == serial else { return false }
    question = nil
    switch (asked.call, values.first) {
    case (.capabilities, .texts(let abilities)): takesMarkup = abilities.contains("body-markup")
    case (.capabilities, _): takesMarkup = true
    case (.notify, .uint32(let number)): self.number = number
    case (.notify, _): break
    }
    return true
  }

  /// Takes in a refusal: there is no desktop that shows any, now. Whether it was one to us.
  mutating func refused(_ serial: UInt32) -> Bool {
    guard let asked = question, asked.serial == serial else { return false }
    question = nil
    waiting = nil
    return true
  }

  private func notify(_ text: String, _ takesMarkup: Bool) -> BusCall {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { BusText.clean(String($0)) }
    let body = lines.dropFirst().joined(separator: "\n")
    let hints: [String: BusValue] = ["transient": .flag(true), "urgency": .byte(0)]
    return BusCall(
      path: Self.path, interface: Self.service, member: "Notify",
      arguments: [
        .text("Crescendo"), .uint32(number), .text(""), .text(lines.first ?? ""),
        .text(takesMarkup ? BusText.escaped(body) : body), .texts([]), .map(hints), .int32(-1),
      ])
  }
}
