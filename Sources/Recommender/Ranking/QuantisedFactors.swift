/// Scans the one-byte factors of a model for a vector; what a scan puts among the best is scored again in floats.
struct QuantisedFactors: Sendable {
  private let width: Int
  private let codes: Column<Int8>
  private let scales: Column<Float>

  /// Numbers whose products may be summed in 16 bits: 4 a lane · 127 · 63 < 2¹⁵.
  private static let block = 64

  init(_ model: Model) {
    width = FactorCodes.width(model.dimension)
    codes = model.codes
    scales = model.scales
  }

  /// A vector in steps of −63…63, and the size of a step.
  struct Query {
    fileprivate let codes: [Int16]
    fileprivate let scale: Float
  }

  func query(_ vector: [Float]) -> Query {
    let largest = vector.reduce(Float(0)) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else {
      return Query(codes: Array(repeating: 0, count: width), scale: 0)
    }
    let codes = vector.map { Int16(($0 / largest * 63).rounded()) }
    return Query(codes: codes + Array(repeating: 0, count: width - codes.count), scale: largest / 63)
  }

  /// Calls `body` with each of the tracks and its approximate product with the query. Cost: reads their codes once.
  @inline(__always)
  func scan(_ tracks: some Sequence<Int32>, _ query: Query, _ body: (Int, Float) -> Void) {
    let rows = UnsafeRawBufferPointer(codes.buffer)
    query.codes.withUnsafeBytes { vector in
      guard let rows = rows.baseAddress, let vector = vector.baseAddress else { return }
      let (width, steps, size) = (width, scales.buffer, query.scale)
      for track in tracks {
        let sum = Self.dot(rows + Int(track) &* width, vector, width)
        body(Int(track), Float(sum) * steps[Int(track)] * size)
      }
    }
  }

  @inline(__always)
  private static func dot(_ row: UnsafeRawPointer, _ vector: UnsafeRawPointer, _ width: Int) -> Int32 {
    var wide = SIMD8<Int32>.zero
    var place = 0
    while place < width {
      var even = SIMD8<Int16>.zero
      var odd = SIMD8<Int16>.zero
      let end = min(width, place &+ block)
      while place < end {
        even &+= codes(row, place) &* numbers(vector, place)
        odd &+= codes(row, place &+ 8) &* numbers(vector, place &+ 8)
        place &+= 16
      }
      wide &+= SIMD8<Int32>(truncatingIfNeeded: even) &+ SIMD8<Int32>(truncatingIfNeeded: odd)
    }
    return wide.wrappedSum()
  }

  @inline(__always)
  private static func codes(_ row: UnsafeRawPointer, _ place: Int) -> SIMD8<Int16> {
    SIMD8<Int16>(truncatingIfNeeded: row.loadUnaligned(fromByteOffset: place, as: SIMD8<Int8>.self))
  }

  @inline(__always)
  private static func numbers(_ vector: UnsafeRawPointer, _ place: Int) -> SIMD8<Int16> {
    vector.loadUnaligned(fromByteOffset: place &* 2, as: SIMD8<Int16>.self)
  }
}
