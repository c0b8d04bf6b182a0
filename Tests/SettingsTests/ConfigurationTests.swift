import Foundation
import Listening
import Settings
import Testing

/// The listener's `config.yaml`, well and badly written.
@Suite struct ConfigurationTests {
  @Test func `what is not written holds as documented`() throws {
    let reading = try Configuration.read(at: "/nowhere/config.yaml")
    #expect(reading.value == Configuration())
    #expect(reading.value.startup == .paused && reading.value.radar == nil && reading.value.source == "demo")
  }

  @Test func `every key comes out as written`() throws {
    let text = """
      theme: { dark: nord, light: alucard }
      color: 256
      radar: hard
      startup: resume
      source: audius
      exploration: false
      audio_output: null
      hook: ~/bin/crescendo-hook
      mouse: no
      clock: off
      title: false
      mpris: false
      notifications: true
      formats: { row: "{title}" }
      keys: { preset: cmus, "g t": taste, x: none }
      sources:
        audius: { api: "http://127.0.0.1:9/v1", key: abc }
        soundcloud:
          { api: "https://a.example", auth: "https://b.example", sync_saves: true, yt_dlp: true, redirect_port: 9000 }
      """
    let reading = try Configuration.read(text, file: "config.yaml")
    let value = reading.value
    #expect(reading.warnings.isEmpty)
    #expect(value.theme?.dark == "nord" && value.theme?.light == "alucard")
    #expect(value.color == "256" && value.radar == .hard && value.startup == .resume && value.source == "audius")
    #expect(!value.exploration && !value.mouse && !value.clock && !value.title && value.audioOutput == "null")
    #expect(!value.mpris && value.notifications && value.hook == "~/bin/crescendo-hook")
    #expect(value.audiusKey == "abc" && value.syncsSaves && value.usesYtDlp && value.redirectPort == 9000)
    #expect(value.formats == ["row": "{title}"] && value.formatPlaces["row"]?.description == "config.yaml:14:17")
    #expect(value.keys.preset == "cmus")
    let bindings = value.keys.bindings.map { "\($0.key)=\($0.command)@\($0.place)" }
    #expect(bindings == ["g t=taste@config.yaml:15:23", "x=none@config.yaml:15:37"])
    #expect(value.addresses["audius.api"] == "http://127.0.0.1:9/v1")
    #expect(value.addresses["soundcloud.api"] == "https://a.example")
    #expect(value.addresses["soundcloud.auth"] == "https://b.example")
  }

  @Test(arguments: [
    ("radar: deep\n", "c.yaml:1:8: expected one of open, easy, medium, hard, found “deep”"),
    ("mouse: maybe\n", "c.yaml:1:8: expected true or false, found “maybe”"),
    ("a: b: c\n", "c.yaml:1:5: expected YAML"),
    ("keys: [s]\n", "c.yaml:1:7: expected keys with values"),
    ("keys:\n  s: { a: b }\n", "c.yaml:2:6: expected the name of a command, or none"),
    ("theme: [a]\n", "c.yaml:1:8: expected the name of a theme"),
    ("sources:\n  audius: { api: \"edl://x\" }\n", "c.yaml:2:18: expected an address such as https://example.org"),
    ("sources:\n  audius: { api: \"file:///etc\" }\n", "expected an address"),
    ("formats: { row: { a: b } }\n", "c.yaml:1:17: expected a text"),
    ("startup: PLAY\n", "c.yaml:1:10: expected one of paused, resume, play"),
    ("radar: hard\n\tcolor: 8\n", "c.yaml:2:1: expected YAML"),
  ])
  func `a malformed file is refused whole, with its place and what was expected`(text: String, sentence: String) {
    let words = complaint { _ = try Configuration.read(text, file: "c.yaml") }
    #expect(words.contains(sentence), "\(words)")
  }

  @Test func `a word that is not known is passed over with a hint`() throws {
    let warnings = try Configuration.read("thme: nord\n", file: "c.yaml").warnings.map(\.description)
    #expect(warnings == ["c.yaml:1:1: unknown key “thme” is passed over, did you mean “theme”?"])
  }

  @Test func `bytes that are no text are refused`() throws {
    let bench = try Workbench()
    let path = bench.path + "/config.yaml"
    try Data([0x74, 0x3A, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: path))
    #expect(complaint { _ = try Configuration.read(at: path) }.contains("expected text in UTF-8"))
  }

  @Test func `a folder in the file's place is a sentence`() throws {
    let bench = try Workbench()
    #expect(complaint { _ = try Configuration.read(at: bench.path) }.contains("cannot be read (Is a directory)"))
  }

  @Test func `the commented file changes nothing as it stands`() throws {
    let reading = try Configuration.read(Configuration.commentedText, file: "config.yaml")
    #expect(reading.value == Configuration())
  }

  @Test func `every line of the commented file works once it is uncommented`() throws {
    let lines = Configuration.commentedText.split(separator: "\n")
    let used = lines.filter { $0.hasPrefix("#  ") || !$0.hasPrefix("# ") }.map { String($0.dropFirst()) }
    let once = used.filter { $0 != "theme: { dark: nord, light: alucard }" }
    let reading = try Configuration.read(once.joined(separator: "\n"), file: "config.yaml")
    #expect(reading.warnings.isEmpty)
    #expect(reading.value.keys.bindings.count == 2 && reading.value.formats.count == 4)
    var plain = reading.value
    (plain.keys, plain.formats, plain.formatPlaces, plain.themePlaces) = (Configuration().keys, [:], [:], [:])
    #expect(plain.hook == "~/bin/crescendo-hook")
    #expect(reading.value.formats["notification"] == "{title}\n{artist}[ · {why}]")
    #expect(plain.audiusKey == "abc")
    #expect(plain.radar == Configuration.usualRadar)
    #expect(plain.theme?.dark == "terminal" && plain.theme?.light == "terminal")
    plain.theme = nil
    (plain.addresses, plain.audioOutput, plain.hook, plain.audiusKey, plain.radar) = ([:], nil, nil, nil, nil)
    #expect(plain == Configuration())
  }

  @Test func `the commented file is never written over one that is there`() throws {
    let bench = try Workbench()
    let path = bench.path + "/deep/config.yaml"
    try Configuration.writeCommentedText(to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Configuration.commentedText)
    #expect(
      complaint { try Configuration.writeCommentedText(to: path) }
        == "\(path) is there already: edit it, or move it away first.")
  }

  @Test func `a set of keys that there is not is refused where it stands`() {
    let words = complaint { _ = try Configuration.read("keys:\n  preset: emacs\n", file: "config.yaml") }
    #expect(words.contains("config.yaml:2:11: expected one of default, pianobar, cmus, mpv, found “emacs”"), "\(words)")
  }
}
