import Foundation
import Listening
import Playback
import Testing

@testable import MPVPlayback

extension LibMPV {
  /// How loud sound leaves the player, measured in the samples it gives to the device.
  @Suite(.enabled(if: hasMPV && Recordings.made != nil, "libmpv, or both ffmpeg and sox, are not installed"))
  struct LoudnessTests {
    @Test func `a faint recording and a loud one come out alike`() throws {
      let (faint, loud) = (try loudness(of: "faint.flac"), try loudness(of: "loud.flac"))
      #expect(0.09...0.18 ~= faint)
      #expect(0.09...0.18 ~= loud)
    }

    /// The root of the mean square of all samples, 0 to 1.
    private func loudness(of name: String) throws -> Double {
      let recordings = try #require(Recordings.made)
      let file = recordings.folder.appending(path: name + ".wav")
      let mailbox = Mailbox()
      let options = MPVOptions.all(audioOutput: "pcm") + [("ao-pcm-file", file.path), ("audio-format", "s16")]
      let deck = Deck(
        try MPVHandle(
          try MPVLibrary.open(MPVLibrary.names), options: options, mailbox: mailbox, sounds: SoundDoor { _ in nil }))
      let path = recordings.folder.appending(path: name).path
      deck.load(PlaylistEntry(id: 1, address: .file(path: path), duration: nil), text: path, from: 0, paused: false)
      let deadline = Date.now + 20
      while deck.reel?.isOver == false, deadline > .now {
        _ = mailbox.wait(atMost: 1)
        _ = deck.listen()
        _ = deck.settle([], isLate: true)
      }
      deck.destroy()
      return try rootMeanSquare(of: Data(contentsOf: file))
    }

    private func rootMeanSquare(of wave: Data) throws -> Double {
      let mark = try #require(wave.range(of: Data("data".utf8)))
      let bytes = [UInt8](wave[(mark.upperBound + 4)...])
      let samples = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
        Double(Int16(bitPattern: UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8)) / 32768
      }
      try #require(samples.count > 44_100)
      return (samples.reduce(0) { $0 + $1 * $1 } / Double(samples.count)).squareRoot()
    }
  }
}
