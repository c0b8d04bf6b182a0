/// A corner of the demo's musical world: what its tracks are tagged with, and how they sound.
struct Scene: Sendable {
  /// The tag that names it, and those beside it.
  let tags: [String]
  /// Beats a minute, slowest and fastest.
  let tempo: ClosedRange<Double>
  /// The steps of its scale above the root, in semitones.
  let scale: [Int]
  /// Chords to go through, as steps of the scale.
  let progressions: [[Int]]
  /// Who plays.
  let band: Band

  /// Who plays, and how. An absent voice is silent.
  struct Band: Sendable {
    /// Held chords.
    var pad: Player?
    /// Chords struck in a rhythm.
    var comp: Player?
    var compPatterns: [Pattern] = []
    /// Broken chords.
    var figure: Player?
    var figurePatterns: [Pattern] = []
    var bass: Player?
    var bassPatterns: [Pattern] = []
    /// The melody.
    var lead: Player?
    /// The share of the possible places that the melody fills, 0 to 1.
    var density = 0.45
    /// The steps of a chord above its root.
    var chord = [0, 2, 4]
    var drums: [Beat] = []
    /// How much of the kit's edge is taken off, 0 to 1.
    var softness = 0.4
    /// How late the second half of each beat comes: 0.5 is straight, 0.67 a triplet.
    var swing = 0.5
    /// How much of the room is heard, 0 to 1.
    var room = 0.3
    /// How much of the melody comes back as an echo, 0 to 1.
    var echo = 0.3
    /// Whether the drums begin before the others.
    var isLedByDrums = false
  }

  /// A voice and how loud it is, 0 to 1.
  struct Player: Sendable {
    let timbre: Timbre
    let level: Double

    init(_ timbre: Timbre, _ level: Double) {
      self.timbre = timbre
      self.level = level
    }
  }

  /// A bar of the drums.
  struct Beat: Sendable {
    let lines: [(drum: Drum, level: Double, pattern: Pattern)]

    init(_ lines: (Drum, Double, Pattern)...) { self.lines = lines }
  }

  static let minor = [0, 2, 3, 5, 7, 8, 10]
  static let major = [0, 2, 4, 5, 7, 9, 11]
  static let dorian = [0, 2, 3, 5, 7, 9, 10]
  static let lydian = [0, 2, 4, 6, 7, 9, 11]
  static let pentatonic = [0, 3, 5, 7, 10]

  /// Progressions that avoid the chords whose ninth grates.
  static let bright = [[0, 4, 5, 3], [0, 5, 3, 4], [0, 3, 5, 4], [3, 0, 4, 5], [0, 2, 3, 4]]
  static let dark = [[0, 5, 2, 6], [0, 3, 5, 6], [5, 6, 0, 0], [0, 6, 5, 6], [0, 2, 6, 3]]
  static let circles = [[1, 4, 0, 5], [0, 5, 1, 4], [5, 1, 4, 0], [0, 3, 1, 4]]
  static let falling = [[3, 2, 1, 0], [1, 4, 0, 5], [3, 4, 2, 5], [0, 2, 3, 1]]
  static let still = [[0, 1, 0, 4], [0, 5, 1, 4], [0, 4, 5, 1], [0, 2, 1, 0]]
  static let drones = [[0, 0, 3, 0], [0, 0, 0, 4], [0, 3, 0, 2]]
  static let floating = [[0, 3, 0, 3], [0, 2, 3, 6], [0, 0, 3, 6]]

  /// All scenes; neighbours in the list share listeners.
  static let all = quiet + loud + late
}
