import Foundation

/// The form of a model on disk: a head, a table of sections, and the sections, each with its own checksum.
///
///     0   "crescendo-model\n"      16 bytes
///     16  version, sections        UInt32 each
///     24  checksum of the table    UInt64
///     32  sections × (name 16 bytes, offset, length, checksum: UInt64 each)
///     …   the sections, each at a multiple of 64
enum ModelFile {
  static let magic = Array("crescendo-model\n".utf8)
  static let version: UInt32 = 8
  static let entrySize = 40
  static let alignment = 64

  /// Collects sections and makes the bytes.
  struct Writer {
    private var sections: [(name: String, bytes: [UInt8])] = []

    mutating func add<T: BitwiseCopyable>(_ name: String, _ values: [T]) {
      sections.append((name, values.withUnsafeBytes { Array($0) }))
    }

    /// The sum of each section.
    var sums: [(section: String, sum: UInt64)] {
      sections.map { name, bytes in (name, bytes.withUnsafeBytes { Checksum.of($0) }) }
    }

    func data() -> Data {
      var table = Data()
      var place = ModelFile.aligned(32 + sections.count * entrySize)
      for (name, bytes) in sections {
        table.append(
          contentsOf: Array(name.utf8.prefix(16)) + Array(repeating: 0, count: 16 - min(16, name.utf8.count)))
        let sum = bytes.withUnsafeBytes { Checksum.of($0) }
        for number in [UInt64(place), UInt64(bytes.count), sum] { table.append(number) }
        place = ModelFile.aligned(place + bytes.count)
      }
      var data = Data(magic)
      data.append(ModelFile.version)
      data.append(UInt32(sections.count))
      data.append(table.withUnsafeBytes { Checksum.of($0) })
      data.append(table)
      for (_, bytes) in sections {
        data.append(Data(count: ModelFile.aligned(data.count) - data.count))
        data.append(contentsOf: bytes)
      }
      return data
    }
  }

  static func aligned(_ place: Int) -> Int { (place + alignment - 1) / alignment * alignment }
}

extension Data {
  fileprivate mutating func append<T: FixedWidthInteger>(_ number: T) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}

/// A sum that tells a changed file from a whole one; not a defence against malice.
enum Checksum {
  private static let prime: UInt64 = 0x9E37_79B1_85EB_CA87

  /// Four lanes of multiply and rotate over 8-byte words, in the manner of xxHash. Cost: memory bandwidth.
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes = SIMD4<UInt64>(1, 2, 3, 4)
    var place = 0
    while place + 32 <= bytes.count {
      lanes = (lanes ^ bytes.loadUnaligned(fromByteOffset: place, as: SIMD4<UInt64>.self)) &* prime
      lanes = (lanes &<< 31) | (lanes &>> 33)
      place += 32
    }
    var sum = UInt64(bytes.count) &* prime
    for lane in 0..<4 { sum = (sum ^ lanes[lane]) &* prime ^ (sum >> 29) }
    for byte in bytes[place...] { sum = (sum ^ UInt64(byte)) &* prime ^ (sum >> 31) }
    return sum
  }
}
