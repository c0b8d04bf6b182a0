/// A number with what it belongs to.
struct Scored: Sendable, Hashable {
  var index: Int32
  var score: Float

  /// Higher score first, then the lower number: ties are settled alike everywhere.
  @inline(__always)
  static func precedes(_ a: Scored, _ b: Scored) -> Bool {
    a.score != b.score ? a.score > b.score : a.index < b.index
  }
}

extension [Scored] {
  /// The best `count`, best first. Cost: linear, and a sort of what is kept.
  mutating func keepBest(_ count: Int) { keepFirst(count, by: Scored.precedes) }
}

extension Array {
  /// The first `count` in an order, in that order. Cost: linear, and a sort of what is kept (Hoare's selection).
  @inline(__always)
  mutating func keepFirst(_ count: Int, by precedes: (Element, Element) -> Bool) {
    if count < self.count {
      select(count, by: precedes)
      removeLast(self.count - Swift.max(0, count))
    }
    sort(by: precedes)
  }

  /// Moves the first `count` before all others.
  private mutating func select(_ count: Int, by precedes: (Element, Element) -> Bool) {
    var low = 0
    var high = self.count - 1
    while low < high {
      let pivot = self[(low + high) / 2]
      var left = low
      var right = high
      while left <= right {
        while precedes(self[left], pivot) { left += 1 }
        while precedes(pivot, self[right]) { right -= 1 }
        if left <= right {
          swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if count - 1 <= right { high = right } else if count - 1 >= left { low = left } else { return }
    }
  }
}
