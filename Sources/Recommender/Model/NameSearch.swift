import Listening

extension NameTable {
  /// Where a name stands; nil where it does not. Cost: logarithmic, without reading names as text where their keys are numbers.
  func search<Subject>(_ id: Identifier<Subject>) -> Int? {
    let wanted = WrittenName(Array(id.description.utf8), prefix: id.source.rawValue.utf8.count + 1)
    var range = 0..<count
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      guard let order = wanted.order(against: bytes(middle)) ?? order(of: id, middle) else { return nil }
      if order == 0 { return middle }
      range = order > 0 ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// The order by the rule of `Identifier`, for names that are not numbers: 1 where the wanted one stands behind.
  private func order<Subject>(of id: Identifier<Subject>, _ place: Int) -> Int? {
    guard let name = Identifier<Subject>(parsing: self[place]) else { return nil }
    return name == id ? 0 : name < id ? 1 : -1
  }
}

extension NameTable {
  /// Where the names of a source stand: one behind the other, as names are ordered by their source first. Cost: logarithmic.
  func range(of source: SourceName) -> Range<Int> {
    let wanted = Array(source.rawValue.utf8)
    let first = firstPlace { !$0.lexicographicallyPrecedes(wanted) }
    return first..<max(first, firstPlace { wanted.lexicographicallyPrecedes($0) })
  }

  /// The first name whose source is so, as all behind it are.
  private func firstPlace(where isSo: (Slice<UnsafeBufferPointer<UInt8>>) -> Bool) -> Int {
    var range = 0..<count
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      let source = bytes(middle).prefix { $0 != UInt8(ascii: ":") }
      range = isSo(source) ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    return range.lowerBound
  }
}

/// A name as bytes, with its key as a number.
private struct WrittenName {
  private let bytes: [UInt8]
  private let prefix: Int
  private let number: UInt64?

  init(_ bytes: [UInt8], prefix: Int) {
    self.bytes = bytes
    self.prefix = prefix
    number = Self.number(bytes[prefix...])
  }

  /// 1, 0 or −1; nil where the two are not numbers of one source, or are alike as numbers but not as text.
  func order(against other: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let number, other.count > prefix, other.prefix(prefix).elementsEqual(bytes.prefix(prefix)),
      let theirs = Self.number(other[prefix...])
    else { return nil }
    if number != theirs { return number > theirs ? 1 : -1 }
    return other.count == bytes.count ? 0 : nil
  }

  /// Digits only, as many as surely fit.
  private static func number(_ digits: some Collection<UInt8>) -> UInt64? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var number: UInt64 = 0
    for digit in digits {
      guard digit >= 48, digit <= 57 else { return nil }
      number = number * 10 + UInt64(digit - 48)
    }
    return number
  }
}
