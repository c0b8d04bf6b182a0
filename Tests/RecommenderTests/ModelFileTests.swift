import Foundation
import Listening
import Testing

@testable import Recommender

/// A model file is used whole or refused with a sentence.
struct ModelFileTests {
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".crescendo")
    .path

  private func write(_ change: (inout Data) -> Void) throws {
    let corpus = Corpus(
      tracks: (0..<4).map { Corpus.Entry(id: TrackID(.file, "\($0)"), artist: 0) }, artists: [ArtistID(.file, "a")],
      followers: [-1], tags: [], offsets: [0, 3, 6], favourites: [0, 1, 2, 1, 2, 3])
    var data = try Trainer(corpus, epochs: 1).train().data
    change(&data)
    try data.write(to: URL(fileURLWithPath: path))
  }

  @Test func `what was written is read`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write { _ in }
    let model = try Model(path: path)
    #expect(model.trackCount == 4)
    #expect(model.favouriteCount == 6)
  }

  @Test func `a file that was cut is refused`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    for length in [1, 16, 31, 40, 200, 1000] {
      try write { $0 = $0.prefix(length) }
      #expect(throws: ModelError.damaged(path: path)) { try Model(path: path) }
    }
  }

  @Test func `a file with a changed byte is refused`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    for share in [0.3, 0.6, 0.999] {
      try write { $0[Int(Double($0.count - 1) * share)] ^= 0x55 }
      do {
        _ = try Model(path: path)
        // A byte between two sections is nobody's.
        #expect(share == 0.3 || share == 0.6)
      } catch {
        #expect(error == .damaged(path: path))
      }
    }
  }

  @Test func `a file of another version is refused with what to do`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write { $0[16] = 99 }
    #expect(throws: ModelError.otherVersion(path: path)) { try Model(path: path) }
    #expect(ModelError.otherVersion(path: path).description.contains("crescendo train"))
  }

  @Test func `a file that is not there is named`() {
    #expect(throws: ModelError.self) { try Model(path: "/nowhere/model.crescendo") }
  }
}
