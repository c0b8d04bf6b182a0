import DemoCatalogue
import Foundation
import Listening
import Playback
import Testing

@testable import MPVPlayback

/// Whether libmpv is here.
let hasMPV = (try? MPVLibrary.open(MPVLibrary.names)) != nil

/// All that runs libmpv, one test at a time: the log of FFmpeg is one for the whole process.
@Suite(.serialized)
struct LibMPV {}

/// Runs a test with a player on the real libmpv, playing into silence in real time, and shuts it down afterwards.
func withPlayer(_ body: (MPVPlayer, Ear) async throws -> Void) async throws {
  let demo = DemoCatalogue()
  let player = MPVPlayer(audioOutput: "null", sounds: { demo.sound(of: $0) })
  let ear = Ear()
  player.start(ear.handler)
  defer { player.shutDown() }
  try await body(player, ear)
}

/// An entry of a demo track, played from memory.
func demoEntry(_ id: EntryID, track: Int = 1) -> PlaylistEntry {
  PlaylistEntry(id: id, address: .own(TrackID(.demo, String(track))), duration: nil)
}

/// An entry at an address of a server.
func entry(_ id: EntryID, at address: String, duration: Double? = nil) throws -> PlaylistEntry {
  PlaylistEntry(id: id, address: try #require(StreamAddress(web: address)), duration: duration)
}
