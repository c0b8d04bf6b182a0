import Testing

@testable import Recommender

struct MomentsTests {
  @Test func `moments from the places that are not 0 are those of the whole list`() {
    var values = Array(repeating: Float(0), count: 5000)
    let places = stride(from: Int32(3), to: 5000, by: 37).map { $0 }
    for place in places { values[Int(place)] = Float(place % 11) - 4 }
    let (whole, few) = (Moments(values), Moments(values, only: places))
    #expect(abs(whole.mean - few.mean) < 1e-6)
    #expect(abs(whole.deviation - few.deviation) < 1e-6)
    #expect(few.deviation > 0)
  }

  @Test func `moments of an empty list vary by nothing`() {
    #expect(Moments([], only: []) == Moments(mean: 0, deviation: 0))
  }
}
