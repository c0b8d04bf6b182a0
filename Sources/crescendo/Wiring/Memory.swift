import Foundation

/// Memory that only a training or a start needed.
enum Memory {
  /// How long what a start or a new model sets going takes to settle, in seconds.
  private static let settling = 5.0

  /// Gives what stands free back to the system, now and once more when all has settled, and the program's own code with it:
  /// most of what a start runs through is not met again while music plays, and what is met is fetched from the file in a
  /// microsecond. Cost: a millisecond or two each time.
  static func giveBack() {
    giveBackNow()
    DispatchQueue.global(qos: .background).asyncAfter(deadline: .now() + settling) { giveBackNow() }
  }

  private static func giveBackNow() {
    // Declared in a header that Swift does not import; other C libraries have none.
    typealias Trim = @convention(c) (Int) -> CInt
    if let trim = dlsym(nil, "malloc_trim") { _ = unsafeBitCast(trim, to: Trim.self)(0) }
    for code in ownCode() { madvise(code.baseAddress, code.count, MADV_DONTNEED) }
  }

  /// Where the code of the program's file lies. It is never written to, so nothing is lost when it is given back.
  private static func ownCode() -> [UnsafeMutableRawBufferPointer] {
    guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
      let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
    else { return [] }
    return maps.split(separator: "\n").compactMap { line in
      guard line.contains(" r-xp "), line.hasSuffix(" " + program) else { return nil }
      let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt(String($0), radix: 16) }
      guard ends.count == 2, ends[0] < ends[1] else { return nil }
      return UnsafeMutableRawBufferPointer(
        start: UnsafeMutableRawPointer(bitPattern: ends[0]), count: Int(ends[1] - ends[0]))
    }
  }
}
