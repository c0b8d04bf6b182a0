import Foundation
import Interface
import Listening
import Playback
import Session
import Synchronization
import Testing
import TextUI

@testable import Runtime

/// What other programs are told of a session, and what they ask of it as a player.
@Suite struct BulletinTests {
  /// Runs a session that plays, and answers with what was told, a value and a line each.
  private func told(
    _ script: [(words: String, key: Character)], _ feed: ControlFeed, player: SilentPlayer = SilentPlayer()
  ) async -> [(now: NowPlaying, line: String)] {
    let told = Mutex<[(now: NowPlaying, line: String)]>([])
    feed.bulletin.watch { now, line in told.withLock { $0.append((now, line())) } }
    await onThread {
      let screen = MemoryScreen(script.map { ($0.words, .key(.character($0.key))) })
      var loop = ScreenLoop(
        screen, State(startsPaused: false), InterfaceState(InterfaceState.Settings()), .inMemory(player: player),
        control: feed)
      _ = loop.run()
    }
    return told.withLock { $0 }
  }

  @Test func `each change is told once, with the line of ctl status`() async throws {
    let told = await told([("0:00 ", "s"), ("1 saved", "d"), ("Discarded \"Title 1\"", "q")], ControlFeed())
    #expect(zip(told, told.dropFirst()).allSatisfy { $0.now != $1.now })
    #expect(told.map(\.line).allSatisfy { $0.contains(#""ok":true,"#) && $0.contains(#""screen":{"#) })
    let saved = try #require(told.first { $0.now.verdict == .saved })
    #expect(saved.line.contains(#""said":"Saved \"Title 1\" by Artist 1  (u undoes)""#))
    #expect(saved.now.track?.title == "Title 1")
    #expect(told.contains { $0.now.saved == 1 && $0.line.contains(#""saved":1"#) })
    let last = try #require(told.last)
    #expect(
      last.now.track?.title == "Title 2" && last.now.hasPrevious && last.now.caption.hasPrefix("Title 2\nArtist 2"))
  }

  @Test func `a queue that was changed and a written act are told`() async throws {
    let told = await told(
      [("Title 3", "j"), ("Title 3", "x"), ("Out of the queue", "v"), ("1 named", "q")], ControlFeed())
    #expect(told.contains { !$0.now.queue.isEmpty && !$0.line.contains("\"demo:2\"") }, "it went out of the queue")
    #expect(told.contains { $0.now.revision == 1 && $0.line.contains(#""revision":1,"#) }, "a track was named")
  }

  @Test func `not now is later for programs`() async throws {
    let told = await told([("0:00 ", "z"), ("Not now: ", "<"), ("not now", "q")], ControlFeed())
    #expect(told.contains { $0.line.contains(#""verdict":"later""#) })
  }

  @Test func `the clock alone is told to nobody, and is there for whoever asks`() async throws {
    let feed = ControlFeed()
    let player = SilentPlayer()
    let clock = Mutex(0.0)
    feed.bulletin.watch { now, _ in
      // Each of these is a step of the clock and no change.
      if now.isSounding, now.jumps == 0 { for second in 1...30 { player.advance(to: Double(second)) } }
      if now.jumps == 1 { clock.withLock { $0 = feed.bulletin.position } }
    }
    let told = await told([("0:30", "l"), ("0:35", "q")], feed, player: player)
    #expect(told.filter { $0.now.isSounding && $0.now.jumps == 0 }.count <= 2, "the queue may be refilled meanwhile")
    #expect(told.last?.now.jumps == 1)
    #expect((35...37).contains(clock.withLock { $0 }))
  }

  /// The clock after a session in which the first track came to this second.
  private func clock(at second: Double, _ script: [(words: String, key: Character)]) async -> Double {
    let (feed, player) = (ControlFeed(), SilentPlayer())
    feed.bulletin.watch { now, _ in if now.isSounding { player.advance(to: second) } }
    _ = await told(script, feed, player: player)
    return feed.bulletin.position
  }

  @Test func `a clock that is held stands still`() async {
    #expect(await clock(at: 60, [("1:00 ", " "), ("paused", "q")]) == 60)
  }

  @Test func `no clock runs past the end of its track`() async {
    #expect(await clock(at: 99.999, [("1:39 ", "q")]) <= 100)
  }

  @Test func `going on to the next track is no jump of the clock`() async {
    let (feed, player) = (ControlFeed(), SilentPlayer())
    feed.bulletin.watch { now, _ in if now.isSounding, now.entry == 1 { player.advance(to: 30) } }
    let told = await told([("0:30", "n"), ("Skipped", "q")], feed, player: player)
    #expect(told.last?.now.track?.title == "Title 2" && told.last?.now.jumps == 0)
  }

  @Test func `silence is a volume of nothing`() {
    var state = State(volume: 70)
    _ = update(&state, .command(.toggleMute, at: .distantPast))
    #expect(NowPlaying(state, jumps: 0).volume == 0)
  }

  @Test func `who watches no more is told no more`() async {
    let feed = ControlFeed()
    let isTold = Mark()
    feed.bulletin.unwatch(feed.bulletin.watch { _, _ in isTold.set() })
    #expect(await !told([("playing", "q")], feed).isEmpty)
    #expect(!isTold.isSet)
  }

  @Test func `what a player is asked for means what the session makes of it`() {
    var state = State()
    state.begin(with: NumberedCatalogue.track(1), at: 40)
    #expect(RemoteCommand.play.meaning(in: state) == .togglePause)
    #expect(RemoteCommand.pause.meaning(in: state) == nil, "it is held already")
    #expect(RemoteCommand.playPause.meaning(in: state) == .togglePause)
    #expect(RemoteCommand.next.meaning(in: state) == .next && RemoteCommand.previous.meaning(in: state) == .previous)
    #expect(RemoteCommand.seek(by: -10).meaning(in: state) == .seek(by: -10))
    #expect(RemoteCommand.seek(by: 61).meaning(in: state) == .next, "beyond the end lies the next track")
    #expect(RemoteCommand.go(to: 50, in: 1).meaning(in: state) == .seek(by: 10))
    #expect(RemoteCommand.go(to: 50, in: 2).meaning(in: state) == nil, "another is on stage")
    #expect(RemoteCommand.go(to: 101, in: 1).meaning(in: state) == nil, "the track is not so long")
    #expect(RemoteCommand.go(to: -1, in: 1).meaning(in: state) == nil, "nothing comes before its beginning")
    #expect(RemoteCommand.volume(300).meaning(in: state) == .volume(by: 20))
    #expect(RemoteCommand.quit.meaning(in: state) == .quit)
    #expect(RemoteCommand.seek(by: 5).meaning(in: State()) == nil, "nothing is on stage")
  }

  @Test func `a player's commands are obeyed on the screen`() async {
    let feed = ControlFeed()
    feed.bulletin.watch { now, _ in
      if now.isSounding && now.track?.title == "Title 1" { feed.say(.next) }
      if now.isSounding && now.track?.title == "Title 2" { feed.say(.pause) }
    }
    let told = await told([("paused", "q")], feed)
    #expect(told.last?.now.track?.title == "Title 2" && told.last?.now.isPaused == true)
    #expect(told.contains { $0.now.isSounding && $0.now.state == "playing" })
  }
}
