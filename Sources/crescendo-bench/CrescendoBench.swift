import ArgumentParser
import Foundation

/// Prints the figures of the Benchmarks page: each measured now, on this machine, with the release binary beside this one.
struct CrescendoBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crescendo-bench",
    abstract: "Times what a listener feels. Without names every figure is measured.",
    discussion: "Figures: \(Figure.all.map(\.name).joined(separator: ", ")).")

  @Argument(help: "The figures to measure.")
  var names: [String] = []

  @Option(help: "How often each is repeated.")
  var runs = 20

  func validate() throws {
    for name in names where !Figure.all.contains(where: { $0.name == name }) {
      throw ValidationError("there is no figure \(name): they are \(Figure.all.map(\.name).joined(separator: ", "))")
    }
  }

  func run() throws {
    for figure in Figure.all where names.isEmpty || names.contains(figure.name) {
      do {
        for result in try figure.measure(max(1, runs)) { print("\(figure.name): \(result)") }
      } catch {
        print("\(figure.name): not measured, \(error)")
      }
    }
  }
}

/// One thing that can be measured.
struct Figure: Sendable {
  let name: String
  /// Measures it so many times, and answers in lines.
  let measure: @Sendable (Int) throws -> [String]

  static let all: [Figure] =
    Starting.figures + Pressing.figures + Discarding.figures + Playing.figures + Keeping.figures + Choosing.figures
    + Harvesting.figures + Learning.figures + GoingOn.figures
}

/// Times of several runs.
struct Times {
  private(set) var milliseconds: [Double] = []

  mutating func add(_ duration: Duration) { milliseconds.append(duration / .milliseconds(1)) }

  /// The value that a share of all lie below.
  func quantile(_ share: Double) -> Double {
    let sorted = milliseconds.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }

  /// Median, extremes and the 99th percentile in words.
  var words: String {
    func text(_ value: Double) -> String { String(format: "%.2f", value) }
    return "median \(text(quantile(0.5))) ms, p99 \(text(quantile(0.99))) ms, "
      + "least \(text(quantile(0))) ms, most \(text(quantile(1))) ms, \(milliseconds.count) runs"
  }
}

/// Times a body.
func timed(_ body: () throws -> Void) rethrows -> Duration {
  let start = ContinuousClock.now
  try body()
  return ContinuousClock.now - start
}
