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
  /// The voices that play.
  let band: Band

  /// Who plays, and how loud; 0 is nobody.
  struct Band: Sendable {
    var pad = 0.0
    var bass = 0.0
    var melody = 0.0
    var arpeggio = 0.0
    var kick = 0.0
    var snare = 0.0
    var hat = 0.0
    /// How bright the voices are: the share that each overtone has of the one before, 0 to 1.
    var brightness = 0.4
    /// How fast a plucked note dies, in seconds; long ones sing.
    var decay = 0.6
    /// How many of the possible places the melody fills, 0 to 1.
    var density = 0.5
  }

  private static let minor = [0, 2, 3, 5, 7, 8, 10]
  private static let major = [0, 2, 4, 5, 7, 9, 11]
  private static let dorian = [0, 2, 3, 5, 7, 9, 10]
  private static let lydian = [0, 2, 4, 6, 7, 9, 11]
  private static let pentatonic = [0, 3, 5, 7, 10]

  private static let songs = [[0, 5, 3, 4], [0, 3, 4, 3], [5, 3, 0, 4]]
  private static let circles = [[0, 3, 6, 2], [0, 5, 1, 4], [1, 4, 0, 5]]
  private static let drones = [[0, 0, 5, 0], [0, 3, 0, 6], [0, 0, 1, 0]]

  /// All scenes; neighbours in the list share listeners.
  static let all: [Scene] = [
    Scene(
      tags: ["ambient", "drone"], tempo: 52...66, scale: lydian, progressions: drones,
      band: Band(pad: 0.9, bass: 0.35, melody: 0.25, brightness: 0.25, decay: 2.2, density: 0.2)),
    Scene(
      tags: ["modern classical", "piano"], tempo: 60...84, scale: major, progressions: songs,
      band: Band(pad: 0.2, bass: 0.3, melody: 0.7, arpeggio: 0.5, brightness: 0.35, decay: 1.4, density: 0.45)),
    Scene(
      tags: ["folk", "acoustic"], tempo: 84...108, scale: major, progressions: songs,
      band: Band(bass: 0.4, melody: 0.6, arpeggio: 0.65, hat: 0.06, brightness: 0.5, decay: 0.7, density: 0.5)),
    Scene(
      tags: ["dream pop", "shoegaze"], tempo: 92...112, scale: major, progressions: songs,
      band: Band(
        pad: 0.7, bass: 0.45, melody: 0.45, kick: 0.4, snare: 0.2, hat: 0.1, brightness: 0.45, decay: 1.2, density: 0.4)
    ),
    Scene(
      tags: ["indie rock", "guitar"], tempo: 118...142, scale: major, progressions: songs,
      band: Band(
        pad: 0.25, bass: 0.6, melody: 0.5, arpeggio: 0.4, kick: 0.6, snare: 0.4, hat: 0.16, brightness: 0.62,
        decay: 0.5, density: 0.6)),
    Scene(
      tags: ["synthwave", "retro"], tempo: 96...118, scale: minor, progressions: songs,
      band: Band(
        pad: 0.45, bass: 0.65, melody: 0.4, arpeggio: 0.45, kick: 0.6, snare: 0.4, hat: 0.12, brightness: 0.58,
        decay: 0.5, density: 0.5)),
    Scene(
      tags: ["house", "deep house"], tempo: 118...126, scale: dorian, progressions: circles,
      band: Band(
        pad: 0.4, bass: 0.6, melody: 0.25, kick: 0.85, snare: 0.25, hat: 0.24, brightness: 0.4, decay: 0.35,
        density: 0.4)),
    Scene(
      tags: ["techno", "minimal"], tempo: 126...136, scale: pentatonic, progressions: drones,
      band: Band(
        pad: 0.2, bass: 0.55, arpeggio: 0.4, kick: 0.95, snare: 0.1, hat: 0.28, brightness: 0.52, decay: 0.22,
        density: 0.3)),
    Scene(
      tags: ["drum and bass", "jungle"], tempo: 168...176, scale: minor, progressions: circles,
      band: Band(
        pad: 0.5, bass: 0.75, melody: 0.25, kick: 0.7, snare: 0.5, hat: 0.22, brightness: 0.45, decay: 0.4,
        density: 0.35)),
    Scene(
      tags: ["lo-fi", "beats"], tempo: 72...88, scale: dorian, progressions: circles,
      band: Band(
        pad: 0.5, bass: 0.5, melody: 0.4, kick: 0.6, snare: 0.32, hat: 0.14, brightness: 0.28, decay: 0.8, density: 0.35
      )),
    Scene(
      tags: ["jazz", "late night"], tempo: 88...120, scale: dorian, progressions: circles,
      band: Band(
        pad: 0.3, bass: 0.55, melody: 0.6, arpeggio: 0.2, snare: 0.1, hat: 0.2, brightness: 0.36, decay: 0.7,
        density: 0.65)),
    Scene(
      tags: ["desert blues", "psychedelic"], tempo: 96...116, scale: pentatonic, progressions: drones,
      band: Band(
        pad: 0.2, bass: 0.55, melody: 0.65, arpeggio: 0.35, kick: 0.35, snare: 0.2, hat: 0.1, brightness: 0.55,
        decay: 0.6, density: 0.6)),
  ]
}
