import Foundation
import Testing

/// The real listening data of HetRec 2011: hidden listeners meet the whole program.
@Suite(.enabled(if: LastFM.isHere, "shared/data/hetrec-lastfm is not beside the package"))
struct LastFMTests {
  @Test func `hidden listeners save more than popularity would have them`() throws {
    let program = try Program()
    defer { program.remove() }
    let data = try LastFM()
    let favourites = try program.write(data.favourites, to: "user_artists.dat")
    #expect(try program.run(["import", "favourites", favourites]).status == 0)
    #expect(try program.run(["import", "tracks", LastFM.artists]).status == 0)
    let train = try program.run(["train", "--json"], seconds: 300)
    #expect(train.status == 0, "\(train.errors)")
    var (ours, popular) = (0, 0)
    for hidden in data.hidden {
      ours += try saves(of: hidden, program)
      popular += data.popularSaves(of: hidden)
    }
    #expect(ours > popular, "ours \(ours), popularity \(popular)")
  }

  /// Plays 50 tracks to a listener: a favourite is saved, all else discarded.
  private func saves(of hidden: Set<String>, _ program: Program) throws -> Int {
    let profile = program.home.appendingPathComponent("\(UUID().uuidString).sqlite").path
    let session = try Conversation(
      program,
      ["session", "--json", "--source", "catalogue", "--radar", "open", "--no-exploration", "--profile", profile])
    defer { session.end() }
    var saved = 0
    var answer = try session.ask("status")
    for _ in 1...50 {
      guard let track = answer.playing?.track else { break }
      if hidden.contains(track) {
        saved += 1
        _ = try session.ask("save")
        answer = try session.ask("next")
      } else {
        answer = try session.ask("discard")
      }
    }
    return saved
  }
}

/// The data, with a few listeners taken out.
struct LastFM {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data/hetrec-lastfm")
  static let artists = folder.appendingPathComponent("artists.dat").path
  static var isHere: Bool { FileManager.default.fileExists(atPath: artists) }

  /// What is left of `user_artists.dat`.
  let favourites: String
  /// The favourites of each listener taken out, as ids of tracks.
  let hidden: [Set<String>]
  private let byPopularity: [String]

  init() throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent("user_artists.dat"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    // A handful of listeners, chosen by their number before anything was trained.
    var listeners: [Substring: Set<String>] = [:]
    var counts: [String: Int] = [:]
    var kept = [String(lines[0])]
    for line in lines.dropFirst() {
      let parts = line.split(separator: "\t")
      let item = "file:\(parts[1])"
      if let number = Int(parts[0]), number % 400 == 7 {
        listeners[parts[0], default: []].insert(item)
      } else {
        kept.append(String(line))
        counts[item, default: 0] += 1
      }
    }
    favourites = kept.joined(separator: "\n") + "\n"
    hidden = listeners.sorted { $0.key < $1.key }.map(\.value)
    byPopularity = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
  }

  /// How many of the 50 most popular are favourites of this listener.
  func popularSaves(of hidden: Set<String>) -> Int { byPopularity.prefix(50).count { hidden.contains($0) } }
}
