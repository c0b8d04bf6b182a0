import Foundation
import Session
import TextUI

/// Commands that another program says to a session on the screen: those of the command line, in its words.
extension InterfaceState {
  /// What a command means, as if it were typed after `:`; nil where there is none of that name.
  public mutating func obey(control line: String, _ session: State, size: Size, at date: Date) -> [Wish]? {
    let words = Prompt(.command, line).words
    guard let name = words.split(separator: " ").first.map(String.init), Self.isCommand(name) else { return nil }
    // Whoever asks from elsewhere does not see what is open here, and means the program.
    if words == "quit" { return [.quit] }
    return obey(words, Scene(session: session, size: size, now: date))
  }

  private static func isCommand(_ name: String) -> Bool {
    name == "q" || Action.named(name) != nil || SpokenCommand.all.contains { $0.name == name }
  }

  /// What the message line says now, without control characters.
  public func said(_ session: State) -> String {
    Text.clean(remarkNow(session) ?? session.notice?.text ?? "")
  }

  /// What is heard, and why nothing is where that is so: the words of the status line.
  public static func soundWords(_ session: State) -> String { StateWords.player(session) }
}
