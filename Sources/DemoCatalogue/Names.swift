import Listening

/// Invents names. The words are common ones; the pairings are nobody's.
struct Names {
  private var taken: Set<String> = []

  private static let qualities = [
    "Salt", "Paper", "Hollow", "Velvet", "Low", "Slow", "Silver", "Distant", "Quiet", "Amber", "Northern", "Borrowed",
    "Early", "Winter", "Second", "Copper", "Tidal", "Pale", "Wooden", "Electric", "Faded", "Honest", "Midnight", "Soft",
    "Broken", "Golden", "Hidden", "Little", "Lost", "Open", "Plain", "Rolling", "Secret", "Static", "Summer", "Tender",
    "Umber", "Violet", "Wandering", "Wild", "Blue", "Glass", "Iron", "Marble", "Nylon", "Neon", "Sunday", "Cobalt",
  ]
  private static let things = [
    "Lantern", "Comet", "Parade", "Antenna", "Orbit", "Choir", "Harbour", "Orchard", "Signal", "Staircase", "Meadow",
    "Kitchen", "Radio", "Glacier", "Compass", "Feather", "Ladder", "Mirror", "Needle", "Ocean", "Pavilion", "Quarry",
    "River", "Satellite", "Thistle", "Umbrella", "Valley", "Window", "Engine", "Island", "Jacket", "Kettle", "Library",
    "Moth", "Notebook", "Owl", "Pilot", "Rooftop", "Sparrow", "Tunnel", "Viaduct", "Weather", "Avenue", "Bicycle",
    "Candle", "Diagram", "Echo", "Fountain", "Garden", "Horizon", "Cloud", "Bridge", "Almanac", "Atlas", "Cartographer",
    "Courier", "Dial", "Estuary", "Ferry", "Gable",
  ]
  private static let firstNames = [
    "Ida", "Ruben", "Mara", "Tobias", "Nell", "Jonas", "Ottilie", "Vera", "Emil", "Suki",
  ]

  /// An artist's name that nobody has yet.
  mutating func artist(_ chance: inout Seeded) -> String {
    unique(&chance) { chance in
      let quality = Self.pick(Self.qualities, &chance)
      let thing = Self.pick(Self.things, &chance)
      switch Int.random(in: 0..<8, using: &chance) {
      case 0: return "\(Self.pick(Self.firstNames, &chance)) & the \(thing)"
      case 1: return "The \(quality) \(Self.several(thing))"
      case 2: return "\(thing) \(Self.pick(Self.things, &chance))"
      case 3: return "\(quality) \(quality == "Little" ? "Owl" : thing) Club"
      default: return "\(quality) \(thing)"
      }
    }
  }

  /// A title that the artist has not used yet.
  static func title(_ chance: inout Seeded) -> String {
    let (quality, thing) = (pick(qualities, &chance), pick(things, &chance))
    switch Int.random(in: 0..<9, using: &chance) {
    case 0: return "Nocturne for \("AEIOU".contains(quality.prefix(1)) ? "an" : "a") \(quality) \(thing)"
    case 1: return "After the \(thing)"
    case 2: return "\(thing), \(pick(things, &chance))"
    case 3: return "What the \(thing) Knew"
    case 4: return "\(quality) \(thing) (Part \(Int.random(in: 1...3, using: &chance)))"
    case 5: return "Leaving \(quality) \(thing)"
    case 6: return "No More \(several(thing))"
    default: return "\(quality) \(thing)"
    }
  }

  private mutating func unique(_ chance: inout Seeded, _ make: (inout Seeded) -> String) -> String {
    var name = make(&chance)
    while !taken.insert(name).inserted { name = make(&chance) }
    return name
  }

  /// More than one of a thing: Lanterns, Compasses, Echoes, Estuaries, but Valleys.
  static func several(_ thing: String) -> String {
    let vowels = "aeiou"
    if thing.hasSuffix("y"), let before = thing.dropLast().last, !vowels.contains(before) {
      return thing.dropLast() + "ies"
    }
    let hisses = ["s", "x", "z", "ch", "sh", "Echo"].contains { thing.hasSuffix($0) }
    return thing + (hisses ? "es" : "s")
  }

  private static func pick(_ words: [String], _ chance: inout Seeded) -> String {
    words[Int.random(in: 0..<words.count, using: &chance)]
  }
}
