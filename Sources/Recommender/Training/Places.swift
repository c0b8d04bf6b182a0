/// Where the tracks of a batch lie among those it touches.
struct Places {
  private var values: [Int32]

  init(tracks: Int) { values = Array(repeating: -1, count: tracks) }

  /// How many tracks there are.
  var count: Int { values.count }

  subscript(_ track: Int32) -> Int { Int(values[Int(track)]) }

  /// Gives places from 0 to tracks, in order of their first mention.
  mutating func assign(_ tracks: [Int32]) -> [Int32] {
    var touched: [Int32] = []
    for track in tracks where values[Int(track)] < 0 {
      values[Int(track)] = Int32(touched.count)
      touched.append(track)
    }
    return touched
  }

  /// Forgets them.
  mutating func clear(_ tracks: [Int32]) { for track in tracks { values[Int(track)] = -1 } }
}
