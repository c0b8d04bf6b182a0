import Foundation

/// From a verdict to a new ranking.
enum Choosing {
  static let figures: [Figure] = []
}
