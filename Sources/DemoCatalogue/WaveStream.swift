import Foundation
import Listening
import Synchronization

/// A song as a WAV file that is never written: 44.1 kHz, 16 bit, stereo, computed block by block where it is read.
///
/// A block is a function of its number alone, so that reading after a seek gives the very bytes of reading through.
final class WaveStream: SoundStream {
  static let blockFrames = 2_048
  let size: Int
  private let song: Song
  private let gain: Float
  private let frames: Int
  private let reading: Mutex<Reading>

  private struct Reading {
    var place = 0
    var block: (number: Int, bytes: [UInt8])?
    var air = Room.Air()
    /// The block that the air is ready for.
    var next = 0
  }

  init(_ song: Song) {
    self.song = song
    frames = Int(song.seconds * Tone.rate)
    size = WaveHeader.bytes + frames * WaveHeader.frameBytes
    gain = Mastering.gain(for: song, blocks: frames / Self.blockFrames)
    reading = Mutex(Reading())
  }

  func seek(to offset: Int) { reading.withLock { $0.place = min(max(0, offset), size) } }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    reading.withLock { reading in
      var written = 0
      while written < buffer.count, reading.place < size {
        let piece = self.piece(at: reading.place, &reading)
        let count = min(piece.count, buffer.count - written)
        buffer[written..<written + count].copyBytes(from: piece.prefix(count))
        written += count
        reading.place += count
      }
      return written
    }
  }

  /// The bytes from a place to the end of the header or of its block.
  private func piece(at place: Int, _ reading: inout Reading) -> ArraySlice<UInt8> {
    guard place >= WaveHeader.bytes else { return WaveHeader.make(size: size)[place...] }
    let blockBytes = Self.blockFrames * WaveHeader.frameBytes
    let (number, offset) = (place - WaveHeader.bytes).quotientAndRemainder(dividingBy: blockBytes)
    if reading.block?.number != number { reading.block = (number, render(number, &reading)) }
    let bytes = reading.block?.bytes ?? []
    return bytes[offset..<min(bytes.count, offset + size - place)]
  }

  private func render(_ number: Int, _ reading: inout Reading) -> [UInt8] {
    if reading.next != number {
      // After a seek the room is filled with what would still be heard.
      reading.air = Room.Air()
      for past in max(0, number - Room.memory)..<number { song.room.enter(song.dry(block: past), &reading.air) }
    }
    var block = song.dry(block: number)
    song.room.sound(&block, &reading.air)
    reading.next = number + 1
    return Mastering.bytes(of: block, at: number * Self.blockFrames, frames: frames, gain: gain)
  }
}

/// Brings every track to one loudness, and samples to bytes.
enum Mastering {
  /// The loudness every track is brought to: the root of the mean square of its fuller part, bass weighed lightly.
  static let loudness: Float = 0.115
  /// The highest sample: -1 dB.
  static let ceiling: Float = 0.89
  /// Silence to sound at the beginning, sound to silence at the end, in seconds.
  static let fades = (in: 0.03, out: 2.5)

  /// The factor that brings a song to the loudness; a few places of the middle part speak for the whole.
  static func gain(for song: Song, blocks: Int) -> Float {
    let squares = (0..<10).map { place in square(song.dry(block: max(1, blocks) * (20 + place * 7) / 100)) }
    // The louder half: rests do not make a track louder.
    let louder = squares.sorted().suffix(5).reduce(0, +) / 5
    return loudness / max(0.01, louder.squareRoot())
  }

  /// The mean square above 150 Hz, roughly what the ear weighs.
  private static func square(_ block: Stereo) -> Float {
    let share: Float = 0.0212  // 1 − e^(−2π · 150 / 44100)
    var (low, sum) = (Float(0), Float(0))
    for (left, right) in zip(block.left, block.right) {
      let mono = (left + right) / 2
      low += share * (mono - low)
      sum += (mono - low) * (mono - low) + (left - right) * (left - right) / 4
    }
    return sum / Float(block.left.count)
  }

  /// The samples of a block as 16 bit, faded at the ends of the song.
  static func bytes(of block: Stereo, at frame: Int, frames: Int, gain: Float) -> [UInt8] {
    let count = block.left.count
    return [UInt8](unsafeUninitializedCapacity: count * WaveHeader.frameBytes) { bytes, used in
      for index in 0..<count {
        let seconds = (from: Double(frame + index) / Tone.rate, left: Double(frames - frame - index) / Tone.rate)
        let fade = Float(min(1, seconds.from / fades.in, max(0, seconds.left / fades.out)))
        for (channel, sample) in [block.left[index], block.right[index]].enumerated() {
          let value = UInt16(bitPattern: Int16(soft(sample * gain * fade * fade) * 32_767))
          bytes[index * 4 + channel * 2] = UInt8(truncatingIfNeeded: value)
          bytes[index * 4 + channel * 2 + 1] = UInt8(truncatingIfNeeded: value >> 8)
        }
      }
      used = count * WaveHeader.frameBytes
    }
  }

  /// Straight below half the ceiling, bent above, never beyond: k + r x / √(1 + x²) for x room widths above the knee k.
  static func soft(_ sample: Float) -> Float {
    let knee = ceiling / 2
    let over = (abs(sample) - knee) / (ceiling - knee)
    guard over > 0 else { return sample }
    let bent = knee + (ceiling - knee) * over / (1 + over * over).squareRoot()
    return sample < 0 ? -bent : bent
  }
}

/// The bytes before the sound.
enum WaveHeader {
  static let bytes = 44
  static let frameBytes = 4

  /// The header of a file of so many bytes.
  static func make(size: Int) -> [UInt8] {
    func word(_ value: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let rate = Int(Tone.rate)
    let form: [UInt8] =
      word(16, 4) + word(1, 2) + word(2, 2) + word(rate, 4) + word(rate * frameBytes, 4) + word(frameBytes, 2)
      + word(16, 2)
    return Array("RIFF".utf8) + word(size - 8, 4) + Array("WAVEfmt ".utf8) + form + Array("data".utf8)
      + word(size - bytes, 4)
  }
}
