import DemoCatalogue
import Foundation
import Listening
import Testing

/// A piece of a demo track, heard as samples.
struct Excerpt {
  /// Both channels, -1 to 1.
  let left: [Float]
  let right: [Float]
  /// The middle of both channels.
  let mono: [Float]

  /// Reads so many seconds of a track from a place, both in seconds.
  init(track number: Int, from start: Double, seconds: Double) throws {
    let stream = try #require(DemoCatalogue().sound(of: TrackID(.demo, String(number))))
    let frame = Int(start * 44_100)
    let bytes = Self.read(stream, 44 + frame * 4, count: Int(seconds * 44_100) * 4)
    let count = bytes.count / 4
    var (left, right, mono) = ([Float](repeating: 0, count: count), [Float](), [Float]())
    (right, mono) = (left, left)
    bytes.withUnsafeBytes { bytes in
      var index = 0
      while index < count {
        left[index] = Float(bytes.loadUnaligned(fromByteOffset: 4 &* index, as: Int16.self)) / 32_768
        right[index] = Float(bytes.loadUnaligned(fromByteOffset: 4 &* index &+ 2, as: Int16.self)) / 32_768
        mono[index] = (left[index] + right[index]) / 2
        index &+= 1
      }
    }
    (self.left, self.right, self.mono) = (left, right, mono)
  }

  /// Bytes of a stream from an offset, asked for in pieces of uneven size, as a player may.
  static func read(_ stream: any SoundStream, _ offset: Int, count: Int, piece: Int = 5_001) -> [UInt8] {
    stream.seek(to: offset)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: piece)
    while bytes.count < count {
      let got = buffer.withUnsafeMutableBytes { stream.read(into: $0) }
      if got == 0 { break }
      bytes += buffer.prefix(got)
    }
    return Array(bytes.prefix(count))
  }

  /// The highest sample.
  var peak: Float { (left + right).map(abs).max() ?? 0 }

  /// The root of the mean square of both channels.
  var loudness: Float {
    let squares = (left + right).reduce(Float(0)) { $0 + $1 * $1 }
    return (squares / Float(left.count + right.count)).squareRoot()
  }

  /// The share of the power that lies in each band, and the centre of gravity of the spectrum in hertz.
  var spectrum: (bands: [Double], centre: Double) {
    let size = 2_048
    var power = [Double](repeating: 0, count: size / 2)
    for start in stride(from: 0, to: mono.count - size, by: 8 * size) {
      for (index, value) in Fourier.power(Array(mono[start..<start + size])).enumerated() { power[index] += value }
    }
    let total = max(1e-12, power.reduce(0, +))
    let hertz = power.indices.map { Double($0) * 44_100 / Double(size) }
    let bands = zip(Self.edges, Self.edges.dropFirst()).map { low, high in
      power.indices.reduce(0) { low..<high ~= hertz[$1] ? $0 + power[$1] : $0 } / total
    }
    // Weighed by strength and not by power, the centre moves with what is bright and not only with the bass.
    let strengths = power.map { $0.squareRoot() }
    let centre = zip(hertz, strengths).reduce(0) { $0 + $1.0 * $1.1 } / max(1e-12, strengths.reduce(0, +))
    return (bands, centre)
  }

  static let edges = [20.0, 60, 150, 300, 600, 1_200, 2_500, 5_000, 10_000, 20_000]

  /// How many times a second the strength leaps up: drums and plucked notes do, pads do not.
  var strokes: Double {
    let step = 441
    let levels = stride(from: 0, to: mono.count - step, by: step).map { start in
      mono[start..<start + step].reduce(Float(0)) { $0 + abs($1) } / Float(step)
    }
    let leaps = zip(levels, levels.dropFirst()).filter { $1 > 0.01 && $1 > 1.6 * $0 }.count
    return Double(leaps) * 44_100 / Double(mono.count)
  }
}

/// The fast Fourier transform (Cooley and Tukey 1965), radix two.
enum Fourier {
  /// The power of each frequency below half the rate, of samples under a Hann window.
  static func power(_ samples: [Float]) -> [Double] {
    let count = samples.count
    var real = samples.indices.map {
      Double(samples[$0]) * (0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(count)))
    }
    var imaginary = [Double](repeating: 0, count: count)
    transform(&real, &imaginary)
    return (0..<count / 2).map { real[$0] * real[$0] + imaginary[$0] * imaginary[$0] }
  }

  private static func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
    let count = real.count
    guard count > 1 else { return }
    let half = count / 2
    var even = ((0..<half).map { real[2 * $0] }, (0..<half).map { imaginary[2 * $0] })
    var odd = ((0..<half).map { real[2 * $0 + 1] }, (0..<half).map { imaginary[2 * $0 + 1] })
    transform(&even.0, &even.1)
    transform(&odd.0, &odd.1)
    for k in 0..<half {
      let angle = -2 * Double.pi * Double(k) / Double(count)
      let (c, s) = (cos(angle), sin(angle))
      let turned = (c * odd.0[k] - s * odd.1[k], c * odd.1[k] + s * odd.0[k])
      (real[k], imaginary[k]) = (even.0[k] + turned.0, even.1[k] + turned.1)
      (real[k + half], imaginary[k + half]) = (even.0[k] - turned.0, even.1[k] - turned.1)
    }
  }
}
