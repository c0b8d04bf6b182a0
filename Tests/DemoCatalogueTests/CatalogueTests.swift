import Foundation
import Listening
import Testing

@testable import DemoCatalogue

/// The demo's artists and tracks.
struct CatalogueTests {
  private let demo = DemoCatalogue()
  private let world = DemoWorld()

  @Test func `twelve scenes, 300 artists, 1,500 tracks, and each has its own name`() {
    #expect(Scene.all.count == 12 && world.makers.count == 300 && world.pieces.count == 1_500)
    #expect(Set(world.makers.map(\.artist.name)).count == 300)
    let titles = Set(world.pieces.map { "\($0.maker) \($0.track.title)" })
    #expect(titles.count == 1_500)
    #expect(world.pieces.allSatisfy { 60...120 ~= $0.track.duration ?? 0 })
  }

  @Test(arguments: [
    ("Lantern", "Lanterns"), ("Estuary", "Estuaries"), ("Valley", "Valleys"), ("Compass", "Compasses"),
    ("Echo", "Echoes"), ("Moth", "Moths"), ("Bridge", "Bridges"),
  ])
  func `more than one of a thing is English`(thing: String, several: String) {
    #expect(Names.several(thing) == several)
    #expect(!world.makers.contains { $0.artist.name.hasSuffix("rys") })
  }

  @Test func `it is the same each time`() {
    let other = DemoWorld()
    #expect(other.pieces.map(\.track) == world.pieces.map(\.track))
    #expect(other.makers.map(\.artist) == world.makers.map(\.artist))
  }

  @Test func `pages cannot be mistaken for real ones`() {
    let pages = world.makers.compactMap(\.artist.page) + world.pieces.compactMap(\.track.page)
    #expect(pages.allSatisfy { URL(string: $0)?.host?.hasSuffix(".example") == true })
  }

  @Test func `fame is long-tailed, so that the radar's depths differ`() {
    let followers = world.makers.compactMap(\.artist.followers).sorted()
    let (half, threeQuarters, nineTenths) = (followers[150], followers[225], followers[270])
    #expect(threeQuarters > 2 * half && nineTenths > 2 * threeQuarters && (followers.last ?? 0) > 3 * nineTenths)
    let plays = world.pieces.compactMap(\.track.exposure.plays).sorted()
    #expect((plays.last ?? 0) > 30 * plays[750] && plays[0] < plays[750] / 3)
  }

  @Test func `names are answered in the order asked, unknown ones left out`() async throws {
    let ids = ["7", "1500", "0", "1501", "-1", "x", "3"].map { TrackID(.demo, $0) } + [TrackID(.file, "1")]
    #expect(try await demo.tracks(ids).map(\.id.key) == ["7", "1500", "3"])
    let artists = ["a300", "a0", "a301", "b1", "1", "a2"].map { ArtistID(.demo, $0) }
    #expect(try await demo.artists(artists).map(\.id.key) == ["a300", "a2"])
  }

  @Test func `a search finds artists before tracks, beginnings before the rest`() async throws {
    let name = world.makers[42].artist.name
    #expect(try await demo.search(name.uppercased(), limit: 5).first == .artist(world.makers[42].artist))
    let found = try await demo.search("lantern", limit: 400)
    let kinds = found.map { if case .artist = $0 { 0 } else { 1 } }
    #expect(kinds == kinds.sorted() && kinds.contains(0) && kinds.contains(1))
    #expect(try await demo.search("lantern", limit: 3).count == 3)
    #expect(try await demo.search("no such words", limit: 3).isEmpty)
    let track = world.pieces[42].track
    for words in ["\(track.artist.name) – \(track.title)", track.page ?? ""] {
      #expect(try await demo.search(words, limit: 1) == [.track(track)])
    }
  }

  @Test func `a track's sound is the program's own`() async throws {
    #expect(try await demo.address(of: TrackID(.demo, "12")) == .own(TrackID(.demo, "12")))
    #expect(try await demo.address(of: TrackID(.demo, "0")) == nil)
    #expect(demo.sound(of: TrackID(.audius, "12")) == nil && demo.sound(of: TrackID(.demo, "twelve")) == nil)
  }
}
