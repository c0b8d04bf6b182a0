/// The loops that everything numeric here is made of, eight numbers at a time.
///
/// A plain `Float` loop is not vectorised by the compiler, as addition of floats may not be reordered; these are, and reach
/// memory bandwidth.
enum Kernels {
  /// Numbers worked on at once; the length of every vector is a multiple of it.
  static let lanes = 8

  /// Σ aᵢ bᵢ of two vectors of a length that `lanes` divides.
  @inline(__always)
  static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
    let left = UnsafeRawPointer(a)
    let right = UnsafeRawPointer(b)
    var even = SIMD8<Float>.zero
    var odd = SIMD8<Float>.zero
    var place = 0
    let bytes = count * 4
    while place + 64 <= bytes {
      even.addProduct(load(left, place), load(right, place))
      odd.addProduct(load(left, place + 32), load(right, place + 32))
      place += 64
    }
    if place < bytes { even.addProduct(load(left, place), load(right, place)) }
    return (even + odd).sum()
  }

  /// yᵢ += f xᵢ, of a length that `lanes` divides; so for all below.
  @inline(__always)
  static func add(_ x: UnsafePointer<Float>, by factor: Float, to y: UnsafeMutablePointer<Float>, _ count: Int) {
    let source = UnsafeRawPointer(x)
    let target = UnsafeMutableRawPointer(y)
    let factors = SIMD8<Float>(repeating: factor)
    for place in stride(from: 0, to: count * 4, by: 32) {
      var sum = load(UnsafeRawPointer(target), place)
      sum.addProduct(load(source, place), factors)
      target.storeBytes(of: sum, toByteOffset: place, as: SIMD8<Float>.self)
    }
  }

  /// The same with four rows at once, which begin `apart` numbers from each other: y is read and written a quarter as often.
  @inline(__always)
  static func addFour(
    _ x: UnsafePointer<Float>, apart: Int, by factors: SIMD4<Float>, to y: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    let source = UnsafeRawPointer(x)
    let target = UnsafeMutableRawPointer(y)
    let apart = apart * 4
    for place in stride(from: 0, to: count * 4, by: 32) {
      var sum = load(UnsafeRawPointer(target), place)
      sum.addProduct(load(source, place), SIMD8(repeating: factors.x))
      sum.addProduct(load(source, place + apart), SIMD8(repeating: factors.y))
      sum.addProduct(load(source, place + 2 * apart), SIMD8(repeating: factors.z))
      sum.addProduct(load(source, place + 3 * apart), SIMD8(repeating: factors.w))
      target.storeBytes(of: sum, toByteOffset: place, as: SIMD8<Float>.self)
    }
  }

  /// The same in double width, for sums that must come back to what they were.
  @inline(__always)
  static func add(_ x: UnsafePointer<Double>, by factor: Double, to y: UnsafeMutablePointer<Double>, _ count: Int) {
    let source = UnsafeRawPointer(x)
    let target = UnsafeMutableRawPointer(y)
    let factors = SIMD8<Double>(repeating: factor)
    for place in stride(from: 0, to: count * 8, by: 64) {
      let sum = target.loadUnaligned(fromByteOffset: place, as: SIMD8<Double>.self)
      let step = source.loadUnaligned(fromByteOffset: place, as: SIMD8<Double>.self)
      target.storeBytes(of: sum + step * factors, toByteOffset: place, as: SIMD8<Double>.self)
    }
  }

  /// The next multiple of the lanes.
  @inline(__always)
  static func padded(_ count: Int) -> Int { (count + lanes - 1) / lanes * lanes }

  /// Where the lanes begin that hold this place.
  @inline(__always)
  static func begun(_ place: Int) -> Int { place / lanes * lanes }

  /// Eight numbers of a list.
  @inline(__always)
  static func load(_ values: [Float], _ place: Int) -> SIMD8<Float> {
    precondition(place >= 0 && place + lanes <= values.count)
    return values.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place * 4, as: SIMD8<Float>.self) }
  }

  /// Eight numbers of a buffer.
  @inline(__always)
  static func load(_ values: UnsafeBufferPointer<Float>, _ place: Int) -> SIMD8<Float> {
    precondition(place >= 0 && place + lanes <= values.count)
    return UnsafeRawBufferPointer(values).loadUnaligned(fromByteOffset: place * 4, as: SIMD8<Float>.self)
  }

  @inline(__always)
  private static func load(_ pointer: UnsafeRawPointer, _ offset: Int) -> SIMD8<Float> {
    pointer.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
  }
}

extension SIMD8<Float> {
  @inline(__always)
  fileprivate mutating func addProduct(_ a: Self, _ b: Self) { self += a * b }
}
