import Settings

extension Manual {
  /// The page of the configuration: its commented text, a block for each key.
  static func configuration() -> [String] {
    let blocks = ConfigurationBlock.all(Configuration.commentedText)
    let (prose, keys) = (blocks.filter { $0.name.isEmpty }, blocks.filter { !$0.name.isEmpty })
    return head("crescendo-config", "5", "what crescendo can be told by a file")
      + [".Sh DESCRIPTION"]
      + Roff.text("The file is YAML; `crescendo config init` writes it, with each line commented out.")
      + prose.flatMap { [".Pp"] + $0.lines }
      + [".Sh KEYS"] + Roff.list(keys.map { ("Ic \(Roff.word($0.name))", $0.lines) })
      + [".Sh SEE ALSO", ".Xr crescendo 1"]
  }
}

/// A block of the commented configuration: what is between two empty lines of it.
struct ConfigurationBlock {
  /// The keys that it is about; empty for one that only explains.
  private(set) var name = ""
  /// It as a page shows it: what is said, and what can be written.
  private(set) var lines: [String] = []

  /// The blocks of a text.
  static func all(_ text: String) -> [ConfigurationBlock] {
    text.split(separator: "\n", omittingEmptySubsequences: false).split(separator: "").map { ConfigurationBlock($0) }
  }

  /// A line that says something has a blank behind the sign; one that can be used has none, but for those that stand below a key.
  private init(_ block: ArraySlice<Substring>) {
    var (said, written): ([Substring], [String]) = ([], [])
    var names: [String] = []
    for line in block.map({ $0.dropFirst() }) {
      if line.hasPrefix(" "), !line.hasPrefix("  ") {
        show(&said, &written)
        said.append(line.dropFirst())
      } else {
        tell(&said)
        written.append(String(line))
        if let key = line.firstIndex(of: ":"), !line.hasPrefix(" ") { names.append(String(line[..<key])) }
      }
    }
    tell(&said)
    show(&said, &written)
    name = Set(names).sorted().joined(separator: ", ")
  }

  private mutating func tell(_ said: inout [Substring]) {
    if said.isEmpty { return }
    lines += Roff.text(said.joined(separator: "\n"))
    said = []
  }

  private mutating func show(_ said: inout [Substring], _ written: inout [String]) {
    if written.isEmpty { return }
    lines += Roff.verbatim(written)
    written = []
  }
}
