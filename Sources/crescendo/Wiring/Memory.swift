import Foundation

/// Memory that only a training or a start needed.
enum Memory {
  /// Gives what stands free back to the system. Cost: a millisecond or two.
  static func giveBack() {
    // Declared in a header that Swift does not import; other C libraries have none.
    typealias Trim = @convention(c) (Int) -> CInt
    if let trim = dlsym(nil, "malloc_trim") { _ = unsafeBitCast(trim, to: Trim.self)(0) }
  }
}
