import Foundation
import Listening
import Testing

@testable import DemoCatalogue

/// How the demo's tracks sound, measured.
struct SoundTests {
  /// Two seconds of two tracks of each scene, by different artists, rendered once.
  private static let heard = Task {
    try Scene.all.indices.map { scene in
      try [17, 68].map { try Excerpt(track: scene * 125 + $0, from: 30, seconds: 2) }
    }
  }

  @Test(arguments: Scene.all.indices)
  func `a track is as loud as the others and never clips`(scene: Int) async throws {
    for excerpt in try await Self.heard.value[scene] {
      #expect(0.05...0.22 ~= excerpt.loudness)
      #expect(excerpt.peak <= Mastering.ceiling)
      #expect(excerpt.peak > 0.12)
      let balance = excerpt.left.map(abs).reduce(0, +) / max(0.001, excerpt.right.map(abs).reduce(0, +))
      #expect(0.6...1.6 ~= balance, "as much comes from the left as from the right")
      #expect(excerpt.left != excerpt.right)
    }
  }

  @Test(arguments: Scene.all.indices)
  func `the power lies where music has it`(scene: Int) async throws {
    for excerpt in try await Self.heard.value[scene] {
      let spectrum = excerpt.spectrum
      #expect(spectrum.bands.prefix(5).reduce(0, +) > 0.6, "beneath 1200 Hz: \(spectrum.bands)")
      #expect(spectrum.bands[5...].reduce(0, +) > 0.0005, "above 1200 Hz: \(spectrum.bands)")
      #expect(spectrum.bands.allSatisfy { $0 < 0.95 }, "no bare tone: \(spectrum.bands)")
      #expect(150...6_000 ~= spectrum.centre)
    }
  }

  @Test func `scenes differ more from each other than their tracks do`() async throws {
    let heard = try await Self.heard.value.map { (Self.features(of: $0[0]), Self.features(of: $0[1])) }
    func apart(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    let within = heard.map { apart($0.0, $0.1) }.reduce(0, +) / Double(heard.count)
    let between = heard.indices.flatMap { a in heard.indices.filter { $0 != a }.map { apart(heard[a].0, heard[$0].1) } }
    let mean = between.reduce(0, +) / Double(between.count)
    #expect(mean > 1.3 * within, "between \(mean), within \(within)")
    let centres = heard.map { $0.0[0] }
    #expect((centres.max() ?? 0) - (centres.min() ?? 0) > 1, "an octave between the darkest scene and the brightest")
  }

  /// The centre of the spectrum in octaves, strokes a second, and the bands in tens of decibels.
  private static func features(of excerpt: Excerpt) -> [Double] {
    let spectrum = excerpt.spectrum
    return [log2(spectrum.centre), excerpt.strokes / 3] + spectrum.bands.map { log10(max(1e-6, $0)) }
  }

  @Test func `no two tracks of an artist are alike`() throws {
    let excerpts = try (1...DemoWorld.tracksPerArtist).map { try Excerpt(track: $0 + 500, from: 24, seconds: 0.5).mono }
    for (index, one) in excerpts.enumerated() {
      for other in excerpts[(index + 1)...] {
        let together = zip(one, other).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        let alone = (one.reduce(0) { $0 + $1 * $1 } * other.reduce(0) { $0 + $1 * $1 }).squareRoot()
        #expect(abs(together) < 0.5 * alone)
      }
    }
  }

  @Test(arguments: [2, 630, 1_377])
  func `it begins within a second, ends in silence, and steps nowhere`(track: Int) async throws {
    let found = try await DemoCatalogue().tracks([TrackID(.demo, String(track))])
    let seconds = try #require(found.first?.duration)
    let beginning = try Excerpt(track: track, from: 0, seconds: 1)
    #expect(abs(beginning.left[0]) < 0.001 && abs(beginning.right[0]) < 0.001)
    #expect(beginning.loudness > 0.003)
    let end = try Excerpt(track: track, from: seconds - 1, seconds: 2)
    #expect(end.left.count == 44_100)
    #expect(end.left.suffix(200).allSatisfy { abs($0) < 0.002 })
    // A click would be a leap far beyond those that the sound makes by itself, where blocks meet.
    let middle = try Excerpt(track: track, from: 0, seconds: 2).left
    let leaps = zip(middle, middle.dropFirst()).map { abs($1 - $0) }
    let seams = stride(from: WaveStream.blockFrames - 1, to: leaps.count, by: WaveStream.blockFrames).map { leaps[$0] }
    #expect((seams.max() ?? 0) < 0.5 * (leaps.max() ?? 0) + 0.02)
  }

  @Test func `reading after a seek gives the very bytes of reading through`() throws {
    let demo = DemoCatalogue()
    let id = TrackID(.demo, "412")
    let through = try #require(demo.sound(of: id))
    let whole = Excerpt.read(through, 0, count: 500_000, piece: 65_536)
    var chance = Seeded(7)
    let jumping = try #require(demo.sound(of: id))
    for _ in 0..<3 {
      let offset = Int.random(in: 0..<470_000, using: &chance)
      let piece = Int.random(in: 1...9_000, using: &chance)
      let bytes = Excerpt.read(jumping, offset, count: 20_000, piece: piece)
      #expect(bytes == Array(whole[offset..<offset + 20_000]), "seed 7, offset \(offset), pieces of \(piece)")
    }
  }

  @Test func `the file says what it holds`() throws {
    let stream = try #require(DemoCatalogue().sound(of: TrackID(.demo, "9")))
    let header = Excerpt.read(stream, 0, count: 44)
    func word(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(header[place + $1]) << (8 * $1) } }
    #expect(String(decoding: header[0..<4] + header[8..<16] + header[36..<40], as: UTF8.self) == "RIFFWAVEfmt data")
    #expect(word(4) == stream.size - 8 && word(40) == stream.size - 44 && word(24) == 44_100)
    #expect(Excerpt.read(stream, stream.size - 3, count: 10).count == 3)
    #expect(Excerpt.read(stream, stream.size, count: 10).isEmpty)
    stream.seek(to: -5)
    #expect(Excerpt.read(stream, -5, count: 4) == Array("RIFF".utf8))
  }

  @Test(arguments: Scene.all.indices)
  func `every song has a form and fills its time`(scene: Int) {
    for seed in 1...8 {
      var composer = Composer(scene: Scene.all[scene], seconds: 90, seed: UInt64(seed))
      composer.compose()
      let notes = composer.notes
      let beginning = notes.filter { $0.start < 1 }.map(\.strength).max() ?? 0
      let isSound = notes.allSatisfy { $0.start >= 0 && $0.length > 0 && 0...1 ~= $0.strength && -1...1 ~= $0.place }
      #expect(notes.count > 60 && isSound, "seed \(seed)")
      #expect(beginning > 0.02, "seed \(seed): silence at the beginning")
      #expect(notes.map(\.end).max() ?? 0 > 88, "seed \(seed): it ends too soon")
    }
  }
}
