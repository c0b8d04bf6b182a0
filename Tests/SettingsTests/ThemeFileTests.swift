import Settings
import Testing
import TextUI

/// Theme files as a listener writes them, well and badly.
@Suite struct ThemeFileTests {
  @Test func `palette, index, style and fallbacks come out as written`() throws {
    let bench = try Workbench()
    try bench.write(
      "mine.yaml",
      """
      variant: light
      credit: me
      palette: { ice: "#88c0d0", deep: 24 }
      palette256: { ice: 110 }
      roles:
        background: { fg: black, bg: default }
        title: { fg: ice, style: [bold, italic] }
        saved: bright-green
        progress: deep
        playing: "#000000"
      """)
    let theme = try ThemeLibrary(folder: bench.path).theme("mine").value
    #expect(theme.name == "mine" && theme.credit == "me" && !theme.isDark)
    #expect(theme.style(.title).foreground == .exact(red: 0x88, green: 0xC0, blue: 0xD0, nearest: 110))
    #expect(theme.style(.title).attributes == [.bold, .italic])
    #expect(theme.style(.title).background == .terminalDefault)
    #expect(theme.style(.saved).foreground == .ansi(10))
    #expect(theme.style(.progress).foreground == .indexed(24))
    #expect(theme.style(.playingSelected).foreground == .exact(red: 0, green: 0, blue: 0, nearest: 16))
  }

  @Test func `a theme stands upon the one it inherits from`() throws {
    let bench = try Workbench()
    try bench.write("mine.yaml", "inherits: nord\nroles:\n  saved: red\n")
    let library = ThemeLibrary(folder: bench.path)
    let (mine, nord) = (try library.theme("mine").value, try library.theme("nord").value)
    #expect(mine.style(.saved).foreground == .ansi(1))
    #expect(mine.style(.title) == nord.style(.title))
    #expect(mine.credit == nord.credit)
  }

  @Test func `a theme of one's own stands before the bundled one of its name`() throws {
    let bench = try Workbench()
    let path = try bench.write("nord.yaml", "roles: { saved: red }")
    let library = ThemeLibrary(folder: bench.path)
    #expect(try library.theme("nord").value.style(.saved).foreground == .ansi(1))
    #expect(library.path(of: "nord") == path)
    #expect(library.names.filter { $0 == "nord" }.count == 1)
  }

  @Test(arguments: [
    ("roles:\n  saved: blu\n", "mine.yaml:2:10: expected a colour"),
    ("roles:\n  saved: \"#12345\"\n", "mine.yaml:2:10: expected a colour"),
    ("roles:\n  saved: 256\n", "mine.yaml:2:10: expected a colour"),
    ("roles:\n  saved: [a]\n", "mine.yaml:2:10: expected a colour"),
    ("roles:\n  title: { style: [loud] }\n", "mine.yaml:2:20: expected one of bold, dim, italic, underline, reverse"),
    ("palette:\n  a: nothing-known\n", "mine.yaml:2:6: expected a colour"),
    ("palette: { a: red }\npalette256: { a: 999 }\n", "mine.yaml:2:18: expected a number from 0 to 255"),
    ("variant: grey\n", "mine.yaml:1:10: expected one of dark, light, found “grey”"),
    ("- a\n- b\n", "mine.yaml:1:1: expected keys with values"),
    ("roles: red\n", "mine.yaml:1:8: expected keys with values"),
    ("roles: {\n", "mine.yaml:2:1: expected YAML"),
    ("a: 1\na: 2\n", "mine.yaml:1:1: expected each key once"),
    ("? [a, b]\n: c\n", "mine.yaml:1:3: expected a word before the colon"),
    ("a: &x [1]\nb: [*x, *x]\n", "mine.yaml:2:5: expected the value itself"),
    ("a: *x\n", "mine.yaml:1:4: expected YAML"),
    ("a: 1\n---\nb: 2\n", "mine.yaml:2:1: expected YAML"),
    ("a: \u{1}\n", "expected printable text"),
    ("inherits: nowhere\n", "mine.yaml:1:11: there is no theme “nowhere”"),
    ("inherits: nort\n", "did you mean “nord”?"),
    ("inherits: mine\n", "inherits from itself (mine → mine)"),
  ])
  func `a malformed file is refused with its place and what was expected`(text: String, sentence: String) throws {
    let bench = try Workbench()
    try bench.write("mine.yaml", text)
    let words = complaint { _ = try ThemeLibrary(folder: bench.path).theme("mine") }
    #expect(words.contains(sentence), "\(words)")
  }

  @Test func `unknown keys are passed over with a warning each`() throws {
    let bench = try Workbench()
    try bench.write("mine.yaml", "colour: 1\nroles:\n  savd: red\n  title: { fg: red, fgg: 2 }\n")
    let warnings = try ThemeLibrary(folder: bench.path).theme("mine").warnings.map(\.description)
    #expect(warnings.count == 3)
    let hint = "mine.yaml:3:3: unknown key “savd” is passed over, did you mean “saved”?"
    #expect(warnings.contains { $0.hasSuffix(hint) })
  }

  @Test func `an empty file is a theme that sets nothing`() throws {
    let bench = try Workbench()
    try bench.write("mine.yaml", "# later\n")
    #expect(try ThemeLibrary(folder: bench.path).theme("mine").value == Theme(name: "mine", styles: [:]))
  }

  @Test(arguments: ["../secret", "/etc/passwd", "", ".", "nord.yaml"])
  func `no name leads out of the folder`(name: String) throws {
    let words = complaint { _ = try ThemeLibrary(folder: Workbench().path).theme(name) }
    #expect(words.contains("there is no theme"))
  }

  @Test(arguments: [
    Array(repeating: "[", count: 100_000).joined(), "? " + String(repeating: "? ", count: 5_000),
    String(repeating: "a: {", count: 20_000), String(repeating: "x", count: 300_000), "\u{FEFF}", "%YAML 9.9\n---\na",
    "!!binary x: y", "? !!set {a}\n: b", "key: !<tag:yaml.org,2002:timestamp> 99999999-99-99",
  ])
  func `no file ends the program`(text: String) throws {
    let bench = try Workbench()
    try bench.write("mine.yaml", text)
    _ = try? ThemeLibrary(folder: bench.path).theme("mine")
  }

  @Test func `multiplying aliases are refused at once`() throws {
    let bench = try Workbench()
    var text = "a0: &a0 [x, x]\n"
    for level in 1..<40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    try bench.write("mine.yaml", text + "? *a39\n: x\n")
    let words = complaint { _ = try ThemeLibrary(folder: bench.path).theme("mine") }
    #expect(words.contains("aliases are not read"))
  }
}
