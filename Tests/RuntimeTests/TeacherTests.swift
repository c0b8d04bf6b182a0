import Foundation
import Listening
import Session
import Testing

@testable import Runtime

@Suite struct TeacherTests {
  private static func journal(_ acts: Act...) -> Journal {
    Journal(
      acts.enumerated().map { Interaction(revision: Revision($0 + 1), act: $1, date: .distantPast) })
  }

  private static let track = NumberedCatalogue.track(1)
  private static let saved = journal(.save(track), .skip(track, heard: Listened(seconds: 1)))

  /// What comes of these lessons, but for what a new listener may pick from.
  private func events(_ journals: [Journal], _ catalogue: any Catalogue = NumberedCatalogue()) async -> [Event] {
    let inbox = Inbox {}
    let (jobs, asked) = AsyncStream.makeStream(of: Teacher.Job.self)
    for journal in journals { asked.yield(.learn(journal)) }
    asked.finish()
    await Teacher(.inMemory(), inbox) { catalogue }.work(jobs)
    return inbox.take().filter { if case .suggested = $0 { false } else { true } }
  }

  @Test func `saved tracks are counted at first, for a renewed engine and when a save changes`() async {
    let skipped = Self.journal(
      .save(Self.track), .skip(Self.track, heard: Listened(seconds: 1)), .skip(Self.track, heard: Listened(seconds: 2)))
    let counted = Event.counted([Self.track.id: Self.track.exposure])
    #expect(
      await events([Self.saved, skipped, skipped]) == [
        .engineReady, .learned(2), counted, .learned(3), .learned(3), counted,
      ])
  }

  @Test func `what cannot be counted is learned all the same`() async {
    #expect(
      await events([Self.saved], BrokenCatalogue()) == [
        .engineReady, .learned(2), .noted("the ledger could not be counted: the disk is full"),
      ])
  }
}

/// A catalogue whose tracks cannot be read.
private struct BrokenCatalogue: Catalogue {
  func tracks(_ ids: [TrackID]) async throws -> [Track] { throw CocoaError(.fileReadCorruptFile) }
  func artists(_ ids: [ArtistID]) async throws -> [Artist] { [] }
  func search(_ words: String, limit: Int) async throws -> [Favoured] { [] }
  func address(of track: TrackID) async throws -> StreamAddress? { nil }
  func corpus() async throws -> Corpus { try await NumberedCatalogue().corpus() }
}
