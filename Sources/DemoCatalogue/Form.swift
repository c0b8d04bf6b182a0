import Listening

/// The parts of a song, bar by bar: it opens, states, opens out, rests, comes back and closes.
enum Section: Sendable {
  case intro, verse, chorus, rest, outro

  /// How strongly a voice plays here, 0 to 1.
  struct Mix: Sendable {
    var pad = 1.0
    var comp = 1.0
    var figure = 1.0
    var bass = 1.0
    var lead = 1.0
    var drums = 1.0
  }

  /// Who plays.
  func mix(_ opening: Opening) -> Mix {
    switch self {
    case .intro: opening.mix
    case .verse: Mix(pad: 0.8, comp: 0.85, figure: 0.85, lead: 0.85, drums: 0.85)
    case .chorus: Mix()
    case .rest: Mix(pad: 1, comp: 0.5, figure: 0.7, bass: 0.55, lead: 0.6, drums: 0)
    case .outro: Mix(pad: 0.9, comp: 0.5, figure: 0.6, bass: 0.6, lead: 0, drums: opening.isLedByDrums ? 0.7 : 0)
    }
  }

  /// The plan of a song of so many bars; parts are even, so that phrases of two bars fit.
  static func plan(bars: Int, introBars: Int) -> [Section] {
    let edge = bars < 20 ? 2 : introBars
    let middle = max(2, bars - 2 * edge)
    let rest = max(2, middle / 14 * 2)
    let verse = max(2, middle / 6 * 2)
    let chorus = max(2, middle / 8 * 2)
    let parts: [(Section, Int)] = [
      (.intro, edge), (.verse, verse), (.chorus, chorus), (.rest, rest),
      (.chorus, max(0, bars - 2 * edge - verse - chorus - rest)), (.outro, bars),
    ]
    return Array(parts.flatMap { Array(repeating: $0.0, count: $0.1) }.prefix(max(1, bars)))
  }
}

/// Who begins a song: the drums, the held chords, the broken chords, or the struck ones with the bass.
struct Opening: Sendable {
  let isLedByDrums: Bool
  let mix: Section.Mix

  init(_ band: Scene.Band, _ chance: inout Seeded) {
    let adds = chance.next() & 1 == 0
    isLedByDrums = band.isLedByDrums
    if band.isLedByDrums {
      mix = Section.Mix(pad: 0.35, comp: 0, figure: 0.45, bass: 0, lead: 0, drums: 0.85)
    } else if band.pad != nil {
      mix = Section.Mix(pad: 0.9, comp: 0, figure: adds ? 0.8 : 0, bass: 0, lead: 0, drums: 0)
    } else if band.figure != nil {
      mix = Section.Mix(pad: 0, comp: adds ? 0.6 : 0, figure: 0.9, bass: 0, lead: 0, drums: 0)
    } else {
      mix = Section.Mix(pad: 0, comp: 0.8, figure: 0, bass: 0.8, lead: 0, drums: adds ? 0.5 : 0)
    }
  }
}
