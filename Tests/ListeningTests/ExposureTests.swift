import Listening
import Testing

@Suite struct `An exposure's growth` {
  private func words(_ then: Exposure, _ now: Exposure) -> String? {
    then.growth(to: now).map { "\($0.then) \($0.measure.rawValue), \($0.now) now" }
  }

  @Test func `is told in one measure, known at both times`() {
    let then = Exposure(plays: 5, followers: 412)
    #expect(words(then, Exposure(plays: 7, followers: 9_800)) == "5 plays, 7 now")
    #expect(words(then, Exposure(followers: 9_800)) == "412 followers, 9800 now")
    #expect(words(then, Exposure(favourites: 7)) == nil)
  }
}
