import Foundation
import Session
import TextUI

/// Commands that another program says to a session on the screen: those of the command line, in its words.
extension InterfaceState {
  /// What a command means, as if it were typed after `:`; nil where there is none of that name.
  public mutating func obey(control line: String, _ session: State, size: Size, at date: Date) -> [Wish]? {
    let words = Prompt(.command, line).words
    guard let name = words.split(separator: " ").first.map(String.init), Self.isCommand(name) else { return nil }
    remark = nil
    // Whoever asks from elsewhere does not see what is open here, and means the program.
    if words == "quit" { return [.quit] }
    return obey(words, Scene(session: session, size: size, now: date))
  }

  private static func isCommand(_ name: String) -> Bool {
    name == "q" || Action.named(name) != nil || SpokenCommand.all.contains { $0.name == name }
  }

  /// What the message line says now, without control characters.
  public func said(_ session: State) -> String {
    remarkNow(session).map { Text.clean($0) } ?? session.notice.map(said) ?? ""
  }

  /// The words of a notice, without control characters.
  public func said(_ notice: Notice) -> String { Text.clean(settings.keys.words(of: notice)) }

  /// Why the screen did not do what it was told last; nil where it did.
  public var refusal: String? { remark.flatMap { $0.isRefusal ? Text.clean($0.words) : nil } }

  /// What is heard, and why nothing is where that is so: the words of the status line.
  public static func soundWords(_ session: State) -> String { StateWords.player(session) }
}
