import ArgumentParser
import Interface
import Settings

extension Manual {
  /// The keys, by what they are about, and the commands that take a word.
  static func keys() -> [String] {
    let table = KeyTable()
    let groups = Action.Group.allCases.flatMap { group in
      let actions = Action.all.filter { $0.group == group }.map { action in
        let keys = Roff.word(table.keys(of: action).joined(separator: ", "))
        return (tag: "Ic \(keys) Pq Cm \(Roff.word(action.name))", body: Roff.text(action.help + "."))
      }
      return [Roff.macro("Ss", group.rawValue)] + Roff.list(actions)
    }
    let spoken = SpokenCommand.all.map { command in
      (tag: "Ic \(Roff.word(":\(command.name) \(command.argument)"))", body: Roff.text(command.help + "."))
    }
    return Roff.text(
      "In the session; `crescendo keys --preset NAME` lists other sets, and the configuration changes each.")
      + groups + [Roff.macro("Ss", "Typed, with a word after them")] + Roff.list(spoken)
  }

  /// Where things are kept, with the folders of one who set no variable.
  static func files() -> [String] {
    // Folders of nobody, for their names: what stands before the first slash is put back by taking that away.
    let environment = ["HOME": "/~", "XDG_RUNTIME_DIR": "/$XDG_RUNTIME_DIR"]
    let places = (try? Paths(environment: environment))?.all ?? []  // both are absolute, so nothing is thrown
    return [".Sh FILES"]
      + Roff.list(places.map { ("Pa \(Roff.word(String($0.path.dropFirst())))", Roff.text($0.holds + ".")) })
  }

  /// The numbers for scripts.
  static func exitStatus() -> [String] {
    [".Sh EXIT STATUS"] + Roff.list(ExitCode.meanings.map { ("\($0.code.rawValue)", Roff.text($0.words + ".")) })
  }

  /// The variables that the program heeds.
  static func environment() -> [String] {
    [".Sh ENVIRONMENT"] + Roff.list(variables.map { ("Ev \(Roff.word($0.name))", Roff.text($0.words)) })
  }

  private static let variables = [
    ("HOME", "The folder above all others where no variable or option names one, and the one that `~/` means."),
    ("XDG_CONFIG_HOME", "The folder above that of the configuration and of your themes."),
    ("XDG_DATA_HOME", "The folder above that of profile, catalogue and model."),
    ("XDG_STATE_HOME", "The folder above that of the log and of what was open last."),
    ("XDG_CACHE_HOME", "The folder above that of what can be made again."),
    ("XDG_RUNTIME_DIR", "Where the session listens for `crescendo ctl`."),
    ("DBUS_SESSION_BUS_ADDRESS", "The desktop's bus, for media keys and notifications."),
    ("NO_COLOR", "Where it is not empty, no colours, unless `--color` or the configuration asks for some."),
    ("ESCDELAY", "How many milliseconds Escape waits for the rest of a key; 25 without it."),
    ("TERM", "The terminal's type."),
    (
      "COLORTERM",
      "Where it is not empty, a terminal that calls itself xterm, screen or tmux is taken to have 256 colours."
    ),
    ("COLORFGBG", "Whether the terminal is a light one, for a configuration with two themes."),
    ("LC_ALL, LC_CTYPE, LANG", "The locale; signs are drawn in ASCII where it is not UTF-8."),
    ("PATH", "Where your own yt-dlp and the program that opens pages are looked for."),
  ].map { (name: $0.0, words: $0.1) }
}
