import Foundation

extension Evaluate {
  /// What was measured.
  public struct Report: Sendable, Codable {
    /// What ranked.
    public var model: String
    /// `all` or `tail`.
    public var served: String
    /// How many favourites of a stranger were known; nil where everyone was ranked from their training row.
    public var known: Int?
    /// Recall, NDCG, tail, coverage and Gini.
    public var figures: RankingMetrics
    /// Seconds to train.
    public var trainSeconds: Double
    /// Seconds to rank for all listeners, on all cores.
    public var rankSeconds: Double
    /// The most memory while it was made ready, in MiB, what was ready before it included; nil where the system does not tell.
    public var peakMebibytes: Double?
    /// The seed.
    public var seed: UInt64
  }
}

/// The most memory that this process held at once.
public enum PeakMemory {
  /// Forgets what was held before, where the system lets it (proc(5), `clear_refs`).
  static func begin() {
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
    try? file.write(contentsOf: Data("5".utf8))  // where it is refused the peak is that of the whole process
  }

  /// In MiB; nil where the system does not tell.
  public static var mebibytes: Double? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst().first }.flatMap { Double($0) }
      .map { $0 / 1024 }
  }
}
