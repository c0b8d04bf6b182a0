import Foundation

/// Memory that only the start needed.
enum Memory {
  /// Gives back what stands free, and lets go of the program's own code until it runs again: the start touches most of it, listening
  /// a third. Cost: a millisecond or two, and as much again where code comes back from its file.
  static func giveBack() {
    // Declared in a header that Swift does not import; other C libraries have none.
    typealias Trim = @convention(c) (Int) -> CInt
    if let trim = dlsym(nil, "malloc_trim") { _ = unsafeBitCast(trim, to: Trim.self)(0) }
    for code in ownCode() { madvise(code.baseAddress, code.count, MADV_DONTNEED) }
  }

  /// Where this program's code lies, which is never written to, so that its file holds all of it.
  private static func ownCode() -> [UnsafeMutableRawBufferPointer] {
    guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
      let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
    else { return [] }
    return maps.split(separator: "\n").filter { $0.contains(" r-xp ") && $0.hasSuffix(" " + program) }.compactMap {
      line in
      let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard ends.count == 2, ends[0] < ends[1], let start = UnsafeMutableRawPointer(bitPattern: ends[0]) else {
        return nil
      }
      return UnsafeMutableRawBufferPointer(start: start, count: Int(ends[1] - ends[0]))
    }
  }
}
