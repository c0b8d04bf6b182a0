import Foundation
import Listening
import Testing

@testable import Storage

@Suite struct `Saved tracks, exported` {
  private static let hostile = "=cmd|'/c calc'!A1\u{1B}[2J\n\u{9B}31m\u{202E}\"x\", ; <b>"

  private static func line(_ title: String = hostile, page: String? = "https://audius.co/1") -> LedgerLine {
    var track = track("1", title: title, exposure: Exposure(plays: 12, followers: 412))
    track.page = page
    return LedgerLine(track: track, saved: noon, then: track.exposure, now: Exposure(plays: 99, followers: 9_800))
  }

  @Test(arguments: SavedExport.allCases)
  func `no form lets a control character or a turn of direction through`(form: SavedExport) throws {
    let text = try form.text([Self.line(), Self.line("plain")])
    let bad = text.unicodeScalars.filter { scalar in
      (scalar.value < 0x20 && scalar != "\n" && scalar != "\r") || (0x7F...0x9F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value)
    }
    #expect(bad.isEmpty)
  }

  @Test(arguments: [SavedExport.table, .m3u])
  func `a line stays a line`(form: SavedExport) throws {
    #expect(try form.text([Self.line(), Self.line()]).split(separator: "\n").count == (form == .table ? 2 : 5))
  }

  @Test(arguments: SavedExport.allCases)
  func `every form names artist, source and page`(form: SavedExport) throws {
    let text = try form.text([Self.line("Slow Green")])
    #expect(text.contains("Maker") && text.contains("Slow Green") && text.contains("audius"))
    #expect(text.contains("https://audius.co/1"))
  }

  @Test(arguments: SavedExport.allCases)
  func `what is no address of the web is nobody's page`(form: SavedExport) throws {
    for page in ["#EXTVLCOPT:sout=x", "/etc/passwd", "javascript:x", "file:///etc/passwd", "https://a\n#EXTVLCOPT:x"] {
      #expect(try form.text([Self.line("x", page: page)]) == form.text([Self.line("x", page: nil)]), "\(page)")
    }
  }

  @Test func `a cell that a spreadsheet would run is disarmed, quotes are doubled`() throws {
    let rows = try SavedExport.csv.text([Self.line()]).components(separatedBy: "\r\n")
    #expect(rows.count == 2)
    #expect(rows[0] == "saved,artist,title,source,page,id,heard_by_then,heard_by_now")
    #expect(rows[1].contains("\"'=cmd|'/c calc'!A1 [2J  31m \"\"x\"\", ; <b>\""))
    #expect(rows[1].hasSuffix(",audius,https://audius.co/1,audius:1,12,99"))
  }

  @Test(arguments: ["=1", "+1", "-1", "@SUM(A1)"])
  func `whatever a formula begins with gets an apostrophe before it`(title: String) throws {
    #expect(try SavedExport.csv.text([Self.line(title)]).contains(",'\(title),"))
  }

  @Test func `a comma or an equals sign with an accent is one all the same`() throws {
    let row = try SavedExport.csv.text([Self.line("a,\u{301}b \"\u{301}c")]).components(separatedBy: "\r\n")[1]
    #expect(row.contains(",\"a,\u{301}b \"\"\u{301}c\","), "\(row)")
    #expect(try SavedExport.csv.text([Self.line("=\u{301}A1")]).contains(",'=\u{301}A1,"))
  }

  @Test func `a playlist of addresses tells what it has no place for`() throws {
    var line = Self.line("plain")
    (line.address, line.track.page) = (nil, nil)
    #expect(SavedExport.allCases.filter { $0.holds([line, Self.line("b")]) == 1 } == [.m3u])
    #expect(try SavedExport.m3u.text([line, Self.line("b")]).split(separator: "\n").count == 3)
  }

  @Test func `JSON reads back as it was`() throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let line = Self.line()
    #expect(try decoder.decode([LedgerLine].self, from: Data(SavedExport.json.text([line]).utf8)) == [line])
  }

  @Test func `JSPF is a playlist with milliseconds`() throws {
    let object =
      try JSONSerialization.jsonObject(with: Data(SavedExport.jspf.text([Self.line()]).utf8)) as? [String: Any]
    let list = (object?["playlist"] as? [String: Any])?["track"] as? [[String: Any]]
    #expect(list?.first?["duration"] as? Int == 180_000)
    #expect(list?.first?["identifier"] as? [String] == ["audius:1"])
  }

  @Test func `tracks of the listener's own are exported with their address`() async throws {
    let bench = try Workbench()
    let catalogue = try bench.catalogue()
    let own = Track(id: TrackID(.file, "1"), title: "Own", artist: Credit(id: ArtistID(.file, "a"), name: "A"))
    try await catalogue.keep([(own, "/music/own.flac")], folders: ["/music"])
    let profile = try bench.profile()
    _ = try await profile.append(.save(own), at: noon)
    let lines = try await LedgerLine.read(profile.journal(), catalogue: catalogue)
    #expect(try SavedExport.m3u.text(lines).hasSuffix("#EXTINF:-1,A - Own\n/music/own.flac"))
  }

  @Test func `a track of a service is exported by its page, not by where its sound was`() async throws {
    let bench = try Workbench()
    let catalogue = try bench.catalogue()
    var track = Track(id: TrackID(.audius, "1"), title: "T", artist: Credit(id: ArtistID(.audius, "a"), name: "A"))
    track.page = "https://audius.co/1"
    try await catalogue.keep([(track, "https://cdn.example/1.mp3")], folders: [])
    let profile = try bench.profile()
    _ = try await profile.append(.save(track), at: noon)
    let lines = try await LedgerLine.read(profile.journal(), catalogue: catalogue)
    #expect(try SavedExport.m3u.text(lines).hasSuffix("#EXTINF:-1,A - T\nhttps://audius.co/1"))
  }

  @Test func `a path that is no line is written as an address`() throws {
    var line = Self.line("plain")
    line.address = "/music/we\nird.mp3"
    #expect(try SavedExport.m3u.text([line]).hasSuffix("\nfile:///music/we%0Aird.mp3"))
  }

  @Test func `nothing saved is an empty list in every form`() throws {
    #expect(
      try SavedExport.allCases.map { try $0.text([]).isEmpty }.filter { $0 }.count == 1, "only the table is empty")
  }
}
