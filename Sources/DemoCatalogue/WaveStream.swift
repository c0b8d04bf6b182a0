import Foundation
import Listening
import Synchronization

/// A song as a WAV file that is never written: 44.1 kHz, 16 bit, stereo, computed block by block where it is read.
///
/// A block is a function of its number alone, so that reading after a seek gives the very bytes of reading through.
final class WaveStream: SoundStream {
  let size: Int
  private let song: Song
  private let gain: Float
  private let reading: Mutex<Reading>
  private static let headerBytes = 44
  private static let frameBytes = 4
  /// The loudness every track is brought to: the root of the mean square of its middle.
  private static let loudness: Float = 0.13
  /// The highest sample: -1 dB.
  private static let ceiling: Float = 0.89

  private struct Reading {
    var place = 0
    var block: (number: Int, bytes: [UInt8])?
  }

  init(_ song: Song) {
    self.song = song
    let frames = Int(song.seconds * Renderer.rate)
    size = Self.headerBytes + frames * Self.frameBytes
    reading = Mutex(Reading())
    let blocks = max(1, frames / Renderer.blockFrames)
    // A few places of the middle part speak for the whole.
    let square = (1...10).reduce(Float(0)) { sum, place in
      let block = Self.mix(song, block: blocks * (15 + place * 7) / 100)
      return sum + block.reduce(0) { $0 + $1 * $1 } / Float(block.count)
    }
    gain = Self.loudness / max(0.01, (square / 10).squareRoot())
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
    guard place >= Self.headerBytes else { return header[place...] }
    let blockBytes = Renderer.blockFrames * Self.frameBytes
    let (number, offset) = (place - Self.headerBytes).quotientAndRemainder(dividingBy: blockBytes)
    if reading.block?.number != number { reading.block = (number, render(number)) }
    let bytes = reading.block?.bytes ?? []
    let left = size - place
    return bytes[offset..<min(bytes.count, offset + left)]
  }

  private static func mix(_ song: Song, block number: Int) -> [Float] {
    var block = [Float](repeating: 0, count: 2 * Renderer.blockFrames)
    let frame = number * Renderer.blockFrames
    let start = Double(frame) / Renderer.rate
    let end = Double(frame + Renderer.blockFrames) / Renderer.rate
    let first = song.notes.partitioningIndex { $0.start >= start - song.longest }
    for note in song.notes[first...] {
      if note.start >= end { break }
      if note.end > start { Renderer.add(note, to: &block, at: frame) }
    }
    return block
  }

  private func render(_ number: Int) -> [UInt8] {
    let block = Self.mix(song, block: number)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(block.count * 2)
    for index in block.indices {
      let seconds = Double(number * Renderer.blockFrames + index / 2) / Renderer.rate
      let fade = Float(min(1, seconds / 0.05, max(0, (song.seconds - seconds) / 3)))
      let sample = Int16(Self.soft(block[index] * gain * fade) * Float(Int16.max))
      bytes.append(UInt8(truncatingIfNeeded: sample))
      bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
    return bytes
  }

  /// Straight below half the ceiling, bent above, never beyond: c · x / √(1 + x²) from there.
  private static func soft(_ sample: Float) -> Float {
    let knee = ceiling / 2
    let over = abs(sample) - knee
    guard over > 0 else { return sample }
    let room = ceiling - knee
    let bent = knee + room * (over / room) / (1 + (over / room) * (over / room)).squareRoot()
    return sample < 0 ? -bent : bent
  }

  /// The 44 bytes before the sound.
  private var header: [UInt8] {
    func word(_ value: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let rate = Int(Renderer.rate)
    let form: [UInt8] =
      word(16, 4) + word(1, 2) + word(2, 2) + word(rate, 4) + word(rate * Self.frameBytes, 4) + word(Self.frameBytes, 2)
      + word(16, 2)
    return Array("RIFF".utf8) + word(size - 8, 4) + Array("WAVEfmt ".utf8) + form + Array("data".utf8)
      + word(size - Self.headerBytes, 4)
  }
}

extension Array {
  /// The first place where `belongs` holds, in an array where it holds for all places behind. Cost: logarithmic.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
