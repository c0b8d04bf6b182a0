import Foundation
import Listening
import Testing

/// A journal written by hand.
private func journal(_ acts: Act...) -> Journal {
  Journal(
    acts.enumerated().map { place, act in
      Interaction(revision: Revision(place + 1), act: act, date: Date(timeIntervalSince1970: Double(place)))
    })
}

private func track(_ key: String, by artist: String = "a") -> Track {
  Track(id: TrackID(.demo, key), title: "Track \(key)", artist: Credit(id: ArtistID(.demo, artist), name: artist))
}

private let (one, two) = (track("1"), track("2"))

@Suite struct `The journal adds acts up` {
  @Test func `the last opinion that counts is the verdict`() {
    let acts = journal(.save(one), .discard(one, heard: Listened(seconds: 3)), .notNow(two))
    #expect(acts.verdict(on: one.id) == .discarded)
    #expect(acts.verdict(on: two.id) == .notNow)
    #expect(acts.verdict(on: TrackID(.demo, "3")) == nil)
  }

  @Test func `clearing takes a verdict off, and the track stays known`() {
    let acts = journal(.save(one), .clear(one))
    #expect(acts.verdict(on: one.id) == nil)
    #expect(!acts.acts(on: one.id).isEmpty)
  }

  @Test func `a skip and a finish change no verdict`() {
    let acts = journal(
      .save(one), .skip(one, heard: Listened(seconds: 1)), .finish(one, heard: Listened(seconds: 9, of: 9)))
    #expect(acts.verdict(on: one.id) == .saved)
    #expect(acts.acts(on: one.id).count == 3)
  }

  @Test func `undo makes an act count for nothing and brings the verdict before it back`() {
    let acts = journal(.save(one), .discard(one, heard: Listened(seconds: 3)), .undo(2))
    #expect(acts.verdict(on: one.id) == .saved)
    #expect(!acts.counts(2))
    #expect(acts.acts(on: one.id).map(\.revision) == [1])
  }

  @Test func `redo makes it count again`() {
    let acts = journal(.save(one), .undo(1), .redo(1))
    #expect(acts.verdict(on: one.id) == .saved)
    #expect(acts.redoable == nil)
    #expect(acts.undoable?.revision == 1)
  }

  @Test func `undo goes back act by act, and redo forward in the opposite order`() {
    var acts = journal(.save(one), .save(two))
    #expect(acts.undoable?.revision == 2)
    acts.append(Interaction(revision: 3, act: .undo(2), date: .distantPast))
    #expect(acts.undoable?.revision == 1)
    acts.append(Interaction(revision: 4, act: .undo(1), date: .distantPast))
    #expect(acts.undoable == nil)
    #expect(acts.redoable?.revision == 1)
    acts.append(Interaction(revision: 5, act: .redo(1), date: .distantPast))
    #expect(acts.redoable?.revision == 2)
  }

  @Test func `undo takes back what was redone last, however old it is`() {
    var acts = journal(.save(one), .save(two), .undo(1), .redo(1))
    #expect(acts.undoable?.revision == 1)
    acts.append(Interaction(revision: 5, act: .undo(1), date: .distantPast))
    #expect(acts.undoable?.revision == 2)
  }

  @Test func `something new ends what could be redone`() {
    let acts = journal(.save(one), .undo(1), .save(two))
    #expect(acts.redoable == nil)
  }

  @Test func `hearing a track to its end ends nothing, and is not undone`() {
    let acts = journal(.save(one), .undo(1), .finish(two, heard: Listened(seconds: 1)))
    #expect(acts.redoable?.revision == 1)
    #expect(acts.undoable == nil)
  }

  @Test func `a track whose only act was undone is unknown again`() {
    #expect(journal(.discard(one, heard: Listened(seconds: 1)), .undo(1)).acts(on: one.id).isEmpty)
  }

  @Test func `a row heard twice does no harm`() {
    var acts = journal(.save(one), .save(two))
    let before = acts
    acts.append(Interaction(revision: 2, act: .clear(two), date: .distantPast))
    #expect(acts == before)
  }

  @Test func `saved tracks come latest first, each with the row that saved it`() {
    let acts = journal(.save(one), .save(two), .save(one))
    #expect(acts.tracks(with: .saved).map(\.revision) == [3, 2])
  }

  @Test func `named favourites count until they are undone`() {
    let artist = Artist(id: ArtistID(.demo, "a"), name: "A")
    let acts = journal(.name(.artist(artist)), .name(.track(one)), .undo(2))
    #expect(acts.named == [.artist(artist)])
  }

  @Test func `rows after a revision are those an answer has not seen`() {
    let acts = journal(.save(one), .save(two), .undo(2))
    #expect(acts.rows(after: 1).map(\.revision) == [2, 3])
    #expect(acts.rows(after: 3).isEmpty)
    #expect(acts.rows(after: 0).count == 3)
    #expect(acts.row(2)?.act == .save(two))
    #expect(acts.row(9) == nil)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `undoing everything leaves a journal that adds up to nothing`(seed: UInt64) {
    var chance = Seeded(seed)
    let tracks = (0..<5).map { track(String($0)) }
    var acts = Journal()
    func add(_ act: Act) {
      acts.append(Interaction(revision: acts.revision + 1, act: act, date: .distantPast))
    }
    for _ in 0..<200 {
      let track = tracks[Int.random(in: 0..<5, using: &chance)]
      switch Int.random(in: 0..<6, using: &chance) {
      case 0: add(.save(track))
      case 1: add(.discard(track, heard: Listened(seconds: 1)))
      case 2: add(.clear(track))
      case 3: if let last = acts.undoable { add(.undo(last.revision)) }
      case 4: if let last = acts.redoable { add(.redo(last.revision)) }
      default: add(.skip(track, heard: Listened(seconds: 1)))
      }
    }
    while let last = acts.undoable { add(.undo(last.revision)) }
    #expect(
      tracks.allSatisfy { acts.verdict(on: $0.id) == nil && acts.acts(on: $0.id).isEmpty }, "seed \(seed)")
  }

  @Test func `what is kept of a journal is what its rows add up to, after every row`() {
    let seed: UInt64 = 7
    var random = Seeded(seed)
    var acts = Journal()
    for revision in 1...600 {
      let track = track(String(Int.random(in: 0..<12, using: &random)))
      let target = Revision.random(in: 0...Revision(revision), using: &random)
      let act: Act =
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1: .save(track)
        case 2, 3: .discard(track, heard: Listened(seconds: 1))
        case 4: .notNow(track)
        case 5: .clear(track)
        case 6: .name(.track(track))
        case 7: .redo(target)
        default: .undo(target)
        }
      acts.append(Interaction(revision: Revision(revision), act: act, date: .distantPast))
      for verdict in Verdict.allCases {
        let rows = acts.tracks.compactMap { acts.opinion(on: $0) }.filter { $0.act.verdict == verdict }
        #expect(
          acts.tracks(with: verdict) == rows.sorted { $0.revision > $1.revision }, "seed \(seed), row \(revision)")
        #expect(acts.count(of: verdict) == rows.count)
      }
      let named = acts.interactions.count { if case .name = $0.act { acts.counts($0.revision) } else { false } }
      #expect(acts.named.count == named)
    }
  }
}

@Suite struct `Names` {
  @Test func `a favourite is the same whatever is known of it by now`() {
    let id = ArtistID(.audius, "a")
    let journal = Journal([
      Interaction(revision: 1, act: .name(.artist(Artist(id: id, name: "A", followers: 9))), date: .distantPast)
    ])
    #expect(journal.naming(of: .artist(Artist(id: id, name: "A")))?.revision == 1)
    #expect(journal.naming(of: .artist(Artist(id: ArtistID(.audius, "b"), name: "A"))) == nil)
  }

  @Test func `a name is source and key, and a bare key belongs where it is read`() throws {
    #expect(TrackID(parsing: "soundcloud:2270480027") == TrackID(.soundcloud, "2270480027"))
    #expect(TrackID(parsing: "42") == TrackID(.file, "42"))
    #expect(TrackID(parsing: "42", fallback: .demo) == TrackID(.demo, "42"))
    #expect(TrackID(parsing: "demo:a:b")?.key == "a:b")
    #expect(TrackID(parsing: TrackID(.demo, "\u{301}a").description) == TrackID(.demo, "\u{301}a"))
  }

  @Test(arguments: [
    "", ":", "demo:", "De mo:1", "demo:\u{1B}[2J", "demo:a\nb", String(repeating: "x", count: 33) + ":1",
  ])
  func `what is no name is refused`(text: String) {
    #expect(TrackID(parsing: text) == nil)
  }

  @Test func `numbers are ordered as numbers, 64 bits of them`() {
    let keys = ["10", "9", "18446744073709551615", "2270480027"]
    #expect(keys.map { TrackID(.demo, $0) }.sorted().map(\.key) == ["9", "10", "2270480027", "18446744073709551615"])
  }

  @Test func `numbers come before names, so that every order of names is the same`() {
    let keys = ["1a", "2", "10", "02", "b"]
    for turn in keys.indices {
      let turned = keys[turn...] + keys[..<turn]
      #expect(turned.map { TrackID(.demo, $0) }.sorted().map(\.key) == ["02", "2", "10", "1a", "b"])
    }
  }

  @Test func `a name survives JSON`() throws {
    let id = TrackID(.audius, "D7KyD")
    #expect(try JSONDecoder().decode(TrackID.self, from: JSONEncoder().encode(id)) == id)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(TrackID.self, from: Data("\"demo:\"".utf8)) }
  }
}

@Suite struct `Addresses that may be played` {
  @Test(arguments: ["https://example.org/a.mp3", "http://127.0.0.1:80/x?y=z"])
  func `web addresses are taken`(text: String) throws {
    #expect(StreamAddress(web: text) != nil)
  }

  @Test(
    arguments: [
      "edl://x", "memory://x", "av://lavfi:sine", "file:///etc/passwd", "ytdl://x", "https://", "https:///x",
      "https://a b", "https://a\n", "javascript:alert(1)", "", "/etc/passwd", "-x",
    ])
  func `all others are refused`(text: String) {
    #expect(StreamAddress(web: text) == nil)
  }

  @Test func `a file must lie below an imported folder, dots and links resolved`() throws {
    let root = FileManager.default.temporaryDirectory.path + "/address-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: root + "/in", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try Data().write(to: URL(fileURLWithPath: root + "/out.mp3"))
    try FileManager.default.createSymbolicLink(atPath: root + "/in/link.mp3", withDestinationPath: root + "/out.mp3")
    #expect(StreamAddress(file: root + "/in/a.mp3", below: [root + "/in"]) != nil)
    #expect(StreamAddress(file: root + "/in/../out.mp3", below: [root + "/in"]) == nil)
    #expect(StreamAddress(file: root + "/in/link.mp3", below: [root + "/in"]) == nil)
    #expect(StreamAddress(file: root + "/inside.mp3", below: [root + "/in"]) == nil)
    #expect(StreamAddress(file: "in/a.mp3", below: [root + "/in"]) == nil)
  }
}

@Suite struct `What a source may say went wrong` {
  private static let all: [SourceError] = [
    .notConnected(.soundcloud), .refused(.soundcloud, what: "this"), .gone(.audius), .notPlayable(.audius),
    .limited(.audius, until: nil), .limited(.audius, until: Date(timeIntervalSince1970: 0)),
    .unreachable(.audius, cause: "x"), .malformed(.audius, cause: "x"), .unkept(.soundcloud, cause: "x"),
  ]

  @Test func `every fault is one sentence that names the source`() {
    for fault in Self.all {
      #expect(fault.sentence.contains("audius") || fault.sentence.contains("soundcloud"))
      #expect(!fault.sentence.contains("\n") && !fault.sentence.isEmpty)
    }
  }

  @Test func `what may pass is told from what will not`() {
    let passing: [SourceError] = [
      .limited(.audius, until: nil), .limited(.audius, until: Date(timeIntervalSince1970: 0)),
      .unreachable(.audius, cause: "x"), .malformed(.audius, cause: "x"),
    ]
    #expect(Self.all.filter(\.isPassing) == passing)
  }
}
