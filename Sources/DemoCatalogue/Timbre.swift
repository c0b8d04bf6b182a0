import Foundation

/// The colour of a voice and how it speaks.
struct Timbre: Sendable {
  /// How steeply overtones fall: overtone n has the strength n^(−rolloff).
  var rolloff: Double
  /// The same while the voice is bright, at its beginning or where it glows.
  var bright: Double
  /// The strength of even overtones, 0 to 1: few of them sound hollow.
  var even = 1.0
  /// Overtones that ring out above the others when it is bright, with their strength.
  var ringing: [Int: Double] = [:]
  /// Seconds to full strength.
  var attack = 0.004
  /// Seconds until the strength has fallen two thirds of the way to `sustain`.
  var decay: Double
  /// The strength that is held, 0 to 1.
  var sustain = 0.0
  /// Seconds to silence at the end.
  var release = 0.08
  /// Seconds until brightness has fallen to a third; negative: it comes and goes in so many seconds.
  var glow: Double
  /// How far left and right are out of tune with each other, in hundredths of a semitone; 0 is one voice in the middle.
  var width = 0.0

  static let pad = Timbre(
    rolloff: 2.0, bright: 1.25, attack: 0.7, decay: 5, sustain: 0.8, release: 1.4, glow: -11, width: 7)
  static let choir = Timbre(
    rolloff: 2.4, bright: 1.5, ringing: [3: 0.3, 4: 0.22], attack: 0.9, decay: 5, sustain: 0.85, release: 1.6,
    glow: -14,
    width: 9)
  static let strings = Timbre(
    rolloff: 1.6, bright: 1.05, attack: 0.25, decay: 5, sustain: 0.8, release: 0.7, glow: -9, width: 8)
  static let bell = Timbre(
    rolloff: 3.2, bright: 2.0, ringing: [4: 0.35, 9: 0.18], decay: 1.6, release: 0.4, glow: 0.3, width: 3)
  static let piano = Timbre(rolloff: 2.1, bright: 1.05, decay: 1.1, release: 0.18, glow: 0.22, width: 1.5)
  static let nylon = Timbre(rolloff: 2.0, bright: 0.95, decay: 0.7, release: 0.1, glow: 0.12)
  static let steel = Timbre(rolloff: 1.7, bright: 0.75, decay: 0.8, release: 0.12, glow: 0.25, width: 2)
  static let crunch = Timbre(
    rolloff: 1.15, bright: 0.7, even: 0.55, attack: 0.008, decay: 0.6, sustain: 0.35, release: 0.09, glow: 0.4, width: 9
  )
  static let saw = Timbre(
    rolloff: 1.5, bright: 0.85, attack: 0.012, decay: 0.7, sustain: 0.45, release: 0.15, glow: 0.35, width: 8)
  static let square = Timbre(
    rolloff: 1.6, bright: 1.0, even: 0.08, attack: 0.01, decay: 0.5, sustain: 0.4, release: 0.1, glow: 0.2, width: 4)
  static let electricPiano = Timbre(
    rolloff: 3.0, bright: 2.0, ringing: [3: 0.2, 7: 0.14], decay: 1.0, sustain: 0.1, release: 0.2, glow: 0.16, width: 4)
  static let flute = Timbre(
    rolloff: 2.6, bright: 1.9, attack: 0.06, decay: 2, sustain: 0.75, release: 0.14, glow: -5, width: 3)
  static let reed = Timbre(
    rolloff: 1.9, bright: 1.3, even: 0.35, attack: 0.035, decay: 1.5, sustain: 0.7, release: 0.1, glow: 0.5, width: 2)
  static let acid = Timbre(
    rolloff: 1.7, bright: 0.8, attack: 0.004, decay: 0.22, sustain: 0.12, release: 0.05, glow: -17, width: 3)
  static let roundBass = Timbre(
    rolloff: 2.3, bright: 1.3, attack: 0.008, decay: 0.9, sustain: 0.25, release: 0.06, glow: 0.12)
  static let growlBass = Timbre(
    rolloff: 1.7, bright: 0.95, attack: 0.006, decay: 0.5, sustain: 0.3, release: 0.05, glow: 0.1)
  static let subBass = Timbre(
    rolloff: 3.2, bright: 2.2, attack: 0.015, decay: 3, sustain: 0.7, release: 0.08, glow: 0.2)
}

/// One turn of a voice, dull and bright, for pitches of one range.
struct Wavetable: Sendable {
  /// The bits of a place in it.
  static let bits = 11
  /// The places, and one more that repeats the first.
  let dull: [Float]
  /// What the bright wave has more.
  let more: [Float]

  /// Adds up overtones, as many as stay below hearing at the highest pitch of the range.
  init(_ timbre: Timbre, overtones: Int) {
    let dull = Self.wave(overtones) { Self.strength($0, timbre, timbre.rolloff) }
    let bright = Self.wave(overtones) { Self.strength($0, timbre, timbre.bright) + (timbre.ringing[$0] ?? 0) }
    // Half of full strength on average, whatever the colour.
    let scale = 0.5 / max(0.01, (dull.reduce(0) { $0 + $1 * $1 } / Float(dull.count)).squareRoot())
    let level = 0.7 / max(0.01, (bright.reduce(0) { $0 + $1 * $1 } / Float(bright.count)).squareRoot())
    self.dull = dull.map { $0 * scale }
    more = zip(dull, bright).map { $1 * level - $0 * scale }
  }

  private static func strength(_ overtone: Int, _ timbre: Timbre, _ rolloff: Double) -> Double {
    pow(Double(overtone), -rolloff) * (overtone.isMultiple(of: 2) ? timbre.even : 1)
  }

  /// Σ aₙ sin(n x), each sine turned on by a rotation a place.
  private static func wave(_ overtones: Int, _ strength: (Int) -> Double) -> [Float] {
    let size = 1 << bits
    var wave = [Float](repeating: 0, count: size + 1)
    wave.withUnsafeMutableBufferPointer { wave in
      for overtone in 1...max(1, overtones) {
        let weight = strength(overtone)
        let turn = 2 * Double.pi * Double(overtone) / Double(size)
        let (turnSine, turnCosine) = (sin(turn), cos(turn))
        var (sine, cosine) = (0.0, 1.0)
        for place in 0...size {
          wave[place] += Float(weight * sine)
          (sine, cosine) = (sine * turnCosine + cosine * turnSine, cosine * turnCosine - sine * turnSine)
        }
      }
    }
    return wave
  }
}
