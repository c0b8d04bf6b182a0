import Listening
import Session

/// Invented tracks for the screens of the README.
enum SampleWorld {
  /// One line of the world: artist, title, seconds, tags, and how many heard and kept it.
  private static let table: [(String, String, Double, [String], Int, Int)] = [
    ("Salt Lantern", "Nocturne for a Closed Pool", 227, ["ambient", "piano"], 412, 128),
    ("Paper Comets", "Slow Green", 178, ["dream pop", "shoegaze"], 230, 61),
    ("Hollow Parade", "Understudy", 242, ["post-punk"], 1_120, 204),
    ("Ida & the Weather", "Kitchen Radio", 195, ["folk", "lo-fi"], 88, 31),
    ("Níð Höggr", "Væringjar", 301, ["metal"], 640, 97),
    ("夜の海", "灯台もと暗し", 254, ["city pop", "synth"], 1_930, 512),
    ("Orchard Machines", "Cider", 163, ["electronica", "ambient"], 55, 22),
    ("The Quiet Committee", "Minutes of the Last Meeting", 212, ["post-rock", "ambient"], 305, 77),
    ("Marisol Quill", "Before the Ferry", 188, ["folk"], 143, 58),
    ("Tin Cathedral", "Slow Bell, Small Town", 274, ["post-rock"], 719, 160),
    ("Fermata Dogs", "Good Boy Gone", 156, ["indie rock"], 2_410, 330),
    ("Undersong", "Lichen", 331, ["ambient", "drone"], 97, 41),
    // What was heard before.
    ("Velvet Antenna", "Carrier Wave", 240, ["dream pop", "synth"], 510, 190),
    ("Low Orbit Choir", "Apogee", 266, ["ambient", "choir"], 365, 149),
    ("Night Office", "Chrome Summer", 201, ["indie rock", "synth"], 8_800, 700),
    ("Glass Harbour", "Tide Tables", 219, ["ambient", "piano"], 120, 66),
    ("Ochre & Ash", "Winter Wheat", 207, ["folk", "lo-fi"], 260, 92),
    ("Static Gardeners", "Perennial", 183, ["electronica", "ambient"], 74, 33),
  ]

  static let tracks: [Track] = table.enumerated().map { number, line in
    let key = line.0.lowercased().split { !$0.isLetter }.joined(separator: "-")
    return Track(
      id: TrackID(.demo, String(number + 1)), title: line.1, artist: Credit(id: artist(number), name: line.0),
      duration: line.2, tags: line.3, page: "https://demo.example/\(key)",
      exposure: Exposure(plays: line.4, favourites: line.5))
  }

  static func artist(_ number: Int) -> ArtistID { ArtistID(.demo, "a\(number + 1)") }

  static let queue: [Proposed] = tracks.prefix(12).enumerated().map { number, track in
    let (reason, names) = reasons[number % reasons.count]
    let score = score(reason, share: 1 - Double(number) * 0.028, taper: number == 2 ? 0.8 : 1)
    let isDrawn = reason == .exploring
    return Proposed(
      track,
      Proposal(
        Recommendation(track: track.id, score: score, reason: reason, propensity: isDrawn ? 0.04 : nil), names: names))
  }

  /// A score whose largest part is the one that the reason names.
  private static func score(_ reason: Reason, share: Double, taper: Double) -> Score {
    let (taste, near, listeners, artist): (Double, Double, Double, Double) =
      switch reason {
      case .near: (0.243, 0.47, 0.124, -0.021)
      case .listeners: (0.243, 0.151, 0.443, -0.021)
      case .artist: (0.243, 0.151, 0.124, 0.298)
      case .taste, .apart, .introduction, .exploring: (0.562, 0.151, 0.124, -0.021)
      }
    return Score(
      total: 0.877 * share, factors: taste * share, neighbours: near * share, listeners: listeners * share,
      artist: artist * share, quality: 0.061 * share, taper: taper)
  }

  private static let near = tracks[12...13].map(\.id)
  private static let reasons: [(Reason, [String])] = [
    (.near(near, listeners: 14), ["Velvet Antenna", "Low Orbit Choir"]),
    (.near([near[1]], listeners: 6), ["Low Orbit Choir"]),
    (.listeners(14, sharing: near), ["Velvet Antenna"]),
    (.exploring, []),
    (.taste([near[0]]), ["Velvet Antenna"]),
    (.artist(artist(15)), ["Glass Harbour"]),
  ]

  static let suggestions: [Favoured] = [
    ("The Lantern Brothers", ["folk"], 48_200), ("Aurora Static", ["electronica", "ambient"], 41_900),
    ("Concrete Lullaby", ["post-punk"], 37_400), ("Mother Tongue", ["soul"], 33_100),
    ("Big Weather", ["indie rock"], 30_800),
    ("Kobalt", ["techno"], 28_500),
  ].enumerated().map { number, line in
    .artist(Artist(id: ArtistID(.demo, "s\(number)"), name: line.0, followers: line.2, tags: line.1))
  }

  static let taste = Taste(
    artists: (0..<12).map { number in
      Taste.Nearness(
        artist: artist(number), closeness: 0.93 - Double(number) * 0.035, direction: Double(number * 5 % 12) / 12)
    })

  static let names = Dictionary(uniqueKeysWithValues: tracks.enumerated().map { (artist($0), $1.artist.name) })
}
