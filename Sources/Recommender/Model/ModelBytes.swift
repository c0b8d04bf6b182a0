import Foundation
import Glibc

/// The bytes of a model, in one block that never changes: mapped from a file, or in memory after training. A model takes another's
/// place by its name alone; whoever writes into the file itself ends the programs that read it.
///
/// Sendable is safe: the block is only read, and lives exactly as long as this object.
final class ModelBytes: @unchecked Sendable {
  private let path: String
  private let block: UnsafeRawBufferPointer
  private let isMapped: Bool
  private let sections: [String: Section]

  private struct Section {
    let range: Range<Int>
    let checksum: UInt64
  }

  /// Copies the bytes.
  convenience init(_ data: Data) throws(ModelError) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: data.count, alignment: ModelFile.alignment)
    data.copyBytes(to: copy)
    try self.init(UnsafeRawBufferPointer(copy), isMapped: false, path: "just made")
  }

  /// Maps a file: only what is touched is read.
  convenience init(path: String) throws(ModelError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path: path, cause: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { throw .damaged(path: path) }
    let size = Int(status.st_size)
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw .unreadable(path: path, cause: String(cString: strerror(errno)))
    }
    try self.init(UnsafeRawBufferPointer(start: start, count: size), isMapped: true, path: path)
  }

  private init(_ block: UnsafeRawBufferPointer, isMapped: Bool, path: String) throws(ModelError) {
    self.block = block
    self.isMapped = isMapped
    self.path = path
    do {
      sections = try Self.table(block, path)
    } catch {
      Self.free(block, isMapped)
      throw error
    }
  }

  deinit { Self.free(block, isMapped) }

  private static func free(_ block: UnsafeRawBufferPointer, _ isMapped: Bool) {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: block.baseAddress), block.count)
    } else {
      block.deallocate()
    }
  }

  /// Reads head and table; every section must lie inside the block.
  private static func table(_ block: UnsafeRawBufferPointer, _ path: String) throws(ModelError) -> [String: Section] {
    func number<T: FixedWidthInteger>(_ place: Int, _: T.Type) -> T {
      T(littleEndian: block.loadUnaligned(fromByteOffset: place, as: T.self))
    }
    guard block.count >= 32, block.prefix(16).elementsEqual(ModelFile.magic) else { throw .damaged(path: path) }
    guard number(16, UInt32.self) == ModelFile.version else { throw .otherVersion(path: path) }
    let count = Int(number(20, UInt32.self))
    let end = 32 + count * ModelFile.entrySize
    guard count < 1000, end <= block.count,
      Checksum.of(UnsafeRawBufferPointer(rebasing: block[32..<end])) == number(24, UInt64.self)
    else { throw .damaged(path: path) }
    var sections: [String: Section] = [:]
    for entry in stride(from: 32, to: end, by: ModelFile.entrySize) {
      let name = String(decoding: block[entry..<entry + 16].prefix { $0 != 0 }, as: UTF8.self)
      let start = number(entry + 16, UInt64.self)
      let length = number(entry + 24, UInt64.self)
      guard start.isMultiple(of: UInt64(ModelFile.alignment)), start <= UInt64(block.count),
        length <= UInt64(block.count) - start
      else { throw .damaged(path: path) }
      sections[name] = Section(
        range: Int(start)..<Int(start + length), checksum: number(entry + 32, UInt64.self))
    }
    return sections
  }

  /// Reads every section and compares its checksum. Cost: reads the whole file.
  func verify() throws(ModelError) {
    // What was read only for its sum need not stay in memory; the file holds it.
    defer { if isMapped { madvise(UnsafeMutableRawPointer(mutating: block.baseAddress), block.count, MADV_DONTNEED) } }
    for section in sections.values {
      let sum = Checksum.of(UnsafeRawBufferPointer(rebasing: block[section.range]))
      guard sum == section.checksum else { throw .damaged(path: path) }
    }
  }

  /// Whether the sections of these names have these sums.
  func holds(_ sums: [(section: String, sum: UInt64)]) -> Bool {
    sums.allSatisfy { sections[$0.section]?.checksum == $0.sum }
  }

  /// What is thrown where something in it cannot be.
  var damage: ModelError { .damaged(path: path) }

  /// Rows of numbers below `limit`.
  func links(_ name: String, count: Int, below limit: Int) throws(ModelError) -> Links {
    guard let links = Links(try rows(name, count: count), below: limit) else { throw damage }
    return links
  }

  /// The numbers of a section, of which there must be `count`.
  func column<T: BitwiseCopyable & Sendable>(
    _ name: String, _: T.Type = T.self, count: Int? = nil
  ) throws(ModelError) -> Column<T> {
    guard let range = sections[name]?.range, count == nil || range.count == count.map({ $0 * MemoryLayout<T>.stride })
    else { throw .damaged(path: path) }
    return Column(UnsafeRawBufferPointer(rebasing: block[range]), owner: self)
  }

  /// Rows of numbers, `name.at` saying where each begins.
  func rows<T: BitwiseCopyable & Sendable>(
    _ name: String, _: T.Type = T.self, count: Int
  ) throws(ModelError) -> ColumnRows<T> {
    let offsets: Column<Int> = try column(name + ".at", count: count + 1)
    let items: Column<T> = try column(name)
    guard offsets[0] == 0, offsets[count] == items.count else { throw .damaged(path: path) }
    return ColumnRows(offsets: offsets, items: items)
  }
}
