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

    /// How many numbers.
    var count: Int { codes.count }
    var length: Float { codes.reduce(Float(0)) { $0 + Float($1) * Float($1) }.squareRoot() * scale }

    /// |q − p| of what was rounded.
    func distance(to other: Query) -> Float {
      zip(codes, other.codes).reduce(Float(0)) { sum, pair in
        let step = scale * Float(pair.0) - other.scale * Float(pair.1)
        return sum + step * step
      }.squareRoot()
    }
  }

  func query(_ vector: [Float]) -> Query {
    let largest = vector.reduce(Float(0)) { max($0, abs($1)) }
    guard largest > 0, vector.allSatisfy(\.isFinite) else {
      return Query(codes: Array(repeating: 0, count: width), scale: 0)
    }
    let rounded = vector.map { Int16(($0 / largest * 63).rounded()) }
    let codes = rounded + Array(repeating: 0, count: width - rounded.count)
    return Query(codes: Self.parted(codes), scale: largest / 63)
  }

  /// Of each sixteen numbers first those at even places, then those at odd ones: the order in which `dot` meets the codes.
  private static func parted(_ codes: [Int16]) -> [Int16] {
    stride(from: 0, to: codes.count, by: FactorCodes.chunk).flatMap { start in
      [0, 1].flatMap { odd in stride(from: start + odd, to: start + FactorCodes.chunk, by: 2).map { codes[$0] } }
    }
  }

  /// Puts the approximate products of tracks with the query in their order. Cost: reads their codes.
  ///
  /// `tracks` are tracks of the model and `products` has room for them: nothing is checked here. Never inlined: in a longer loop its vectors lose their registers, which doubles its time.
  @inline(never)
  func multiply(_ tracks: Range<Int>, _ query: Query, into products: UnsafeMutablePointer<Float>) {
    query.codes.withUnsafeBytes { vector in
      guard let rows = UnsafeRawPointer(codes.buffer.baseAddress), let vector = vector.baseAddress else { return }
      let (width, steps, size) = (width, scales.buffer, query.scale)
      for track in tracks {
        products[track &- tracks.lowerBound] =
          Float(Self.dot(rows + track &* width, vector, width)) * steps[track] * size
      }
    }
  }

  /// The approximate product of one track.
  func product(_ track: Int32, _ query: Query) -> Float {
    var product: Float = 0
    multiply(Int(track)..<Int(track) + 1, query, into: &product)
    return product
  }

  /// Σ c q over a row, block by block.
  @inline(__always)
  private static func dot(_ row: UnsafeRawPointer, _ vector: UnsafeRawPointer, _ width: Int) -> Int32 {
    var wide = SIMD8<Int32>.zero
    var place = 0
    while place &+ block <= width {
      // Spelled out: of the fourteen instructions for sixteen codes three were the loop's.
      var sums = Sums()
      sums.add(row, vector, place)
      sums.add(row, vector, place &+ 16)
      sums.add(row, vector, place &+ 32)
      sums.add(row, vector, place &+ 48)
      wide &+= sums.wide
      place &+= block
    }
    var sums = Sums()
    while place < width {
      sums.add(row, vector, place)
      place &+= FactorCodes.chunk
    }
    return (wide &+ sums.wide).wrappedSum()
  }

  /// Products summed in two bytes.
  private struct Sums {
    private var even = SIMD8<Int16>.zero
    private var odd = SIMD8<Int16>.zero

    @inline(__always)
    mutating func add(_ row: UnsafeRawPointer, _ vector: UnsafeRawPointer, _ place: Int) {
      // Sixteen codes are read as eight numbers of two bytes: the upper byte is the odd code, the lower one the even.
      let pairs = row.loadUnaligned(fromByteOffset: place, as: SIMD8<Int16>.self)
      even &+= ((pairs &<< 8) &>> 8) &* vector.loadUnaligned(fromByteOffset: place &* 2, as: SIMD8<Int16>.self)
      odd &+= (pairs &>> 8) &* vector.loadUnaligned(fromByteOffset: place &* 2 &+ 16, as: SIMD8<Int16>.self)
    }

    var wide: SIMD8<Int32> {
      @inline(__always) get { SIMD8<Int32>(truncatingIfNeeded: even) &+ SIMD8<Int32>(truncatingIfNeeded: odd) }
    }
  }
}
