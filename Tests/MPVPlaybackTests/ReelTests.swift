import CMPV
import Listening
import Playback
import Testing

@testable import MPVPlayback

/// What libmpv says, turned into what a player says.
struct ReelTests {
  private let item = PlaylistEntry(id: 7, address: .own(TrackID(.demo, "1")), duration: 100)

  /// A reel whose sound runs.
  private func running(duration: Double? = nil, catalogue: Double? = 100) -> Reel {
    let item = PlaylistEntry(id: 7, address: .own(TrackID(.demo, "1")), duration: catalogue)
    var reel = Reel(item, ticket: 3, from: 0)
    _ = reel.take(.reply(ticket: 3, error: 0, file: 5))
    _ = reel.take(.started(file: 5))
    if let duration { _ = reel.take(.duration(duration)) }
    _ = reel.take(.restarted)
    return reel
  }

  private func outcome(_ reel: inout Reel, _ ending: MPVEvent.Ending) -> Outcome? {
    _ = reel.take(.ended(file: 5, ending))
    guard case .ended(7, let outcome)? = reel.settle(isLate: true).first else { return nil }
    return outcome
  }

  @Test func `what is said of another file is passed over`() {
    var reel = Reel(item, ticket: 3, from: 0)
    #expect(reel.take(.started(file: 4)).isEmpty && reel.take(.restarted).isEmpty && reel.take(.time(9)).isEmpty)
    _ = reel.take(.reply(ticket: 2, error: 0, file: 4))
    _ = reel.take(.reply(ticket: 3, error: 0, file: 5))
    _ = reel.take(.ended(file: 4, .stopped))
    #expect(reel.settle(isLate: true).isEmpty && reel.position == 0)
    _ = reel.take(.started(file: 5))
    #expect(reel.take(.restarted) == [.restarted(7)])
  }

  @Test func `the clock is told when it has moved by a quarter of a second, or at once after a restart`() {
    var reel = running()
    #expect(reel.take(.time(0.1)) == [.position(7, 0.1)])
    #expect(reel.take(.time(0.2)).isEmpty)
    #expect(reel.take(.time(0.36)) == [.position(7, 0.36)])
    _ = reel.take(.restarted)
    #expect(reel.take(.time(0.4)) == [.position(7, 0.4)])
    #expect(reel.take(.time(nil)).isEmpty && reel.position == 0.4)
  }

  @Test func `a clock that runs before the beginning stands at it`() {
    var reel = running()
    #expect(reel.take(.time(-0.046)) == [.position(7, 0)])
    #expect(reel.position == 0)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300]) func `a clock that shows no time is passed over`(
    seconds: Double
  ) {
    var reel = running(duration: 100)
    _ = reel.take(.time(60))
    #expect(reel.take(.time(seconds)).isEmpty)
    #expect(outcome(&reel, .endOfStream) == .cut(at: 60))
  }

  @Test(arguments: [
    ("HTTP error 404 Not Found", false), ("HTTP error 403 Forbidden", false), ("HTTP error 429 Slow", true),
    ("HTTP error 502 Bad Gateway", true), ("Failed to resolve hostname x", true), ("Connection refused", true),
    ("Connection timed out", true), ("Network is unreachable", true), ("No such file or directory", false),
  ]) func `what the network or the server's trouble keeps away may be heard later`(line: String, isPassing: Bool) {
    var complaints = Complaints()
    complaints.add("ffmpeg: " + line)
    guard case .failed(_, isPassing) = complaints.failure(for: MPV_ERROR_LOADING_FAILED.rawValue) else {
      Issue.record("\(complaints)")
      return
    }
  }

  @Test(arguments: [
    (100.0, Outcome.finished), (98.9, .finished), (98.0, .cut(at: 98)), (60.0, .cut(at: 60)),
  ]) func `finished is what came within a hundredth of the length`(position: Double, expected: Outcome) {
    var reel = running(duration: 100)
    _ = reel.take(.time(position))
    #expect(outcome(&reel, .endOfStream) == expected)
  }

  @Test func `a stream that shrinks to its cut is measured by the catalogue`() {
    var reel = running(duration: 100)
    _ = reel.take(.time(39.9))
    _ = reel.take(.duration(40))
    #expect(outcome(&reel, .endOfStream) == .cut(at: 39.9))
  }

  @Test func `a whole stream shorter than the catalogue says is finished`() {
    var reel = running(duration: 30, catalogue: 180)
    _ = reel.take(.time(29.8))
    #expect(outcome(&reel, .endOfStream) == .finished)
  }

  @Test func `a stream of unknown length is finished where it ends`() {
    var reel = running(catalogue: nil)
    _ = reel.take(.time(12))
    #expect(outcome(&reel, .endOfStream) == .finished)
  }

  @Test func `a failure waits for the line that says why, but not for ever`() {
    var reel = Reel(item, ticket: 3, from: 0)
    _ = reel.take(.reply(ticket: 3, error: 0, file: 5))
    _ = reel.take(.started(file: 5))
    _ = reel.take(.ended(file: 5, .error(MPV_ERROR_LOADING_FAILED.rawValue)))
    #expect(reel.awaitsReason && reel.settle(isLate: false).isEmpty)
    var late = reel
    #expect(late.settle(isLate: true) == [.ended(7, .failed("it could not be opened", isPassing: true))])
    reel.complain(["ffmpeg: http: HTTP error 503 Down\u{1B}[2J"])
    #expect(reel.settle(isLate: false) == [.ended(7, .failed("its server is in trouble (503)", isPassing: true))])
    #expect(reel.settle(isLate: true).isEmpty)
  }

  @Test func `no word of a log line reaches the listener`() {
    var complaints = Complaints()
    complaints.add("ffmpeg: http: HTTP error 999999999999999999999999 \u{1B}]0;owned\u{7}")
    complaints.add("stream: Failed to open http://user:secret@host/.")
    let failure = complaints.failure(for: MPV_ERROR_LOADING_FAILED.rawValue)
    #expect(failure == .failed("it could not be opened", isPassing: true))
  }

  @Test func `buffering is told as it fills and once it is over`() {
    var reel = running()
    #expect(reel.take(.starved(true)) == [.buffering(7, 0)])
    #expect(reel.take(.filled(40)) == [.buffering(7, 40)])
    #expect(reel.take(.starved(false)) == [.buffering(7, nil)])
    #expect(reel.take(.filled(100)).isEmpty)
  }
}
