import Listening
import Testing

@testable import Session

@Suite struct ReasonTextTests {
  private func proposal(_ reason: Reason, _ names: [String] = []) -> Proposal {
    Proposal(Recommendation(track: TrackID(.demo, "1"), score: Score(total: 1), reason: reason), names: names)
  }

  @Test func `neighbours are named with the listeners who shared them`() {
    let near = proposal(.near([TrackID(.demo, "2"), TrackID(.demo, "3")], listeners: 14), ["Ida", "Low Orbit Choir"])
    let words = "because you saved Ida and Low Orbit Choir; 14 listeners who saved those saved this too"
    #expect(ReasonText.long(near) == words)
    #expect(ReasonText.short(near) == "near Ida")
  }

  @Test func `one listener is no crowd`() {
    let one = proposal(.listeners(1, sharing: [TrackID(.demo, "2")]), ["Ida"])
    #expect(ReasonText.short(one) == "1 listener like you")
    #expect(ReasonText.long(one) == "1 listener like you saved it, who shares Ida")
  }

  @Test(arguments: [nil, 0, 0.1])
  func `only what somebody kept was kept by many`(share: Double?) {
    let score = Score(total: 0.5, quality: 0.5)
    let recommendation = Recommendation(track: TrackID(.demo, "1"), score: score, reason: .introduction)
    let words = ReasonText.short(Proposal(recommendation, keptShare: share))
    #expect(words == (share == 0.1 ? "kept by many" : "to be heard"))
  }

  @Test(arguments: [
    (1.8, 0.0, 0.3, "to begin with"), (0.2, 0.0, 0.5, "kept by many"), (1.9, 4.8, 0.2, "to begin with"),
    (1.9, 0.5, 0.2, "to begin with"), (-0.9, 0.0, 0.0, "to be heard"), (-0.9, -0.2, -0.4, "to be heard"),
  ])
  func `an introduction speaks of its largest part`(taste: Double, listeners: Double, quality: Double, short: String) {
    let score = Score(total: taste + listeners + quality, factors: taste, listeners: listeners, quality: quality)
    let recommendation = Recommendation(track: TrackID(.demo, "1"), score: score, reason: .introduction)
    let proposal = Proposal(recommendation, keptShare: 0.1)
    #expect(ReasonText.short(proposal) == short)
    #expect(ReasonText.long(proposal).contains("the crowd's taste") == (max(taste, listeners) > max(0, quality)))
  }

  @Test func `what was turned down is named by its artists`() {
    let apart = proposal(.apart([TrackID(.demo, "2"), TrackID(.demo, "3")]), ["Ida", "Low Orbit Choir"])
    #expect(ReasonText.long(apart) == "the crowd's taste, unlike what you left by Ida and Low Orbit Choir")
    #expect(ReasonText.short(apart) == "unlike Ida")
    #expect(ReasonText.long(proposal(.apart([TrackID(.demo, "2")]))) == "the crowd's taste, unlike what you left")
  }

  @Test func `a track that nobody proposed says how it came`() {
    let origins: [QueuedTrack.Origin] = [.asked, .leftOver, .broughtBack, .outlived]
    let words = origins.map { ReasonText.long(QueuedTrack(id: 1, track: Bench.track(1), proposal: nil, origin: $0)) }
    #expect(
      words == [
        "you asked for it", "left from the session before", "back by your undo", "chosen before your last verdict",
      ])
  }

  @Test func `an exploration says that it is one`() {
    #expect(ReasonText.short(proposal(.exploring)) == "exploring")
  }
}
