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
  /// The best `count`, best first. Cost: linear, and a sort of what is kept (Hoare's selection).
  mutating func keepBest(_ count: Int) {
    if count < self.count {
      select(count)
      removeLast(self.count - Swift.max(0, count))
    }
    sort(by: Scored.precedes)
  }

  /// Moves the best `count` before all others.
  private mutating func select(_ count: Int) {
    var low = 0
    var high = self.count - 1
    while low < high {
      let pivot = self[(low + high) / 2]
      var left = low
      var right = high
      while left <= right {
        while Scored.precedes(self[left], pivot) { left += 1 }
        while Scored.precedes(pivot, self[right]) { right -= 1 }
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
