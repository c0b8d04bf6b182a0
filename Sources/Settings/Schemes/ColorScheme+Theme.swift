import Foundation
import TextUI

extension ColorScheme {
  /// The scheme as one of our theme files, in which every word can be read, with 256 colours too.
  public var themeText: String {
    var inks = Inks(self)
    let roles = Self.looks(&inks).map { "  \($0.role.fileName): \($0.look)" }
    let palette = inks.used.map { "  \($0.name): \"\($0.color.hex)\"" }
    let nearest = inks.used.map { "  \($0.name): \($0.index)" }
    return """
      # Made from a scheme for \(form). Colours with _clear or _on_ in their names are moved from the scheme's until words can be read.
      name: \(Self.quoted(name))
      variant: \(self[.background].luminance < 0.2 ? "dark" : "light")
      credit: \(Self.quoted(author ?? "a scheme for \(form)"))

      palette:
      \(palette.joined(separator: "\n"))

      palette256:
      \(nearest.joined(separator: "\n"))

      roles:
      \(roles.joined(separator: "\n"))
      """
  }

  private static func looks(_ inks: inout Inks) -> [(role: Role, look: String)] {
    let (raised, selection) = (inks.ground(.raised), inks.ground(.selection))
    func words(_ slot: Slot) -> String { inks.words(slot) }
    func bold(_ slot: Slot) -> String { "{ fg: \(inks.words(slot)), style: [bold] }" }
    func chosen(_ slot: Slot) -> String {
      "{ fg: \(inks.words(slot, on: selection)), bg: \(selection.name), style: [bold] }"
    }
    return [
      (.background, "{ fg: \(words(.text)), bg: \(Slot.background.rawValue) }"), (.text, words(.text)),
      (.muted, words(.soft)), (.border, inks.line(.faint)), (.borderFocused, inks.line(.cyan)), (.title, bold(.bright)),
      (.header, bold(.blue)), (.selection, chosen(.bright)),
      (.selectionInactive, "{ fg: \(inks.words(.text, on: raised)), bg: \(raised.name) }"),
      (.playing, bold(.cyan)), (.playingSelected, chosen(.cyan)), (.artist, words(.blue)), (.popularity, words(.cyan)),
      (.reason, words(.text)), (.saved, words(.green)), (.discarded, words(.red)), (.later, words(.magenta)),
      (.progress, inks.line(.cyan)), (.progressRest, inks.line(.faint)), (.status, words(.text)),
      (.warning, words(.yellow)), (.error, bold(.orange)),
    ]
  }

  /// A text from anywhere as one word of YAML.
  private static func quoted(_ text: String) -> String {
    let text = Text.clip(text, to: 120).replacingOccurrences(of: "\\", with: "\\\\")
    return "\"\(text.replacingOccurrences(of: "\"", with: "\\\""))\""
  }
}
