import Foundation
import TextUI

/// Numbers and times as a listener reads them. Numbers from outside may be anything, not-a-number included.
enum Words {
  /// 1,120; from a million on 1.2 M.
  static func count(_ number: Int) -> String {
    if number.magnitude >= 1_000_000 { return String(format: "%.1f M", Double(number) / 1_000_000) }
    let digits = String(number.magnitude)
    guard digits.count > 3 else { return String(number) }
    return (number < 0 ? "-" : "") + digits.dropLast(3) + "," + digits.suffix(3)
  }

  /// 3:47, or 1:02:03.
  static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "?" }
    let whole = Int(min(max(0, seconds), 3_599_999))
    guard whole >= 3600 else { return "\(whole / 60):\(twoDigits(whole % 60))" }
    return "\(whole / 3600):\(twoDigits(whole / 60 % 60)):\(twoDigits(whole % 60))"
  }

  /// A length in six columns: 3:47, and from an hour on without seconds, 1h02m.
  static func length(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 3600 else { return clock(seconds) }
    let minutes = Int(min(seconds, 359_940)) / 60
    return "\(minutes / 60)h\(twoDigits(minutes % 60))m"
  }

  /// Not by a format: every row has a length, and formats were a fifteenth of a frame.
  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  /// 31 %; nil for what is no number.
  static func percent(_ share: Double) -> String? {
    guard share.isFinite else { return nil }
    return "\(Int((min(max(0, share), 1) * 100).rounded())) %"
  }

  /// 3.2 times as many, as a factor: ×3.2; from ten on without a fraction.
  static func times(_ factor: Double) -> String {
    guard factor.isFinite, factor >= 0 else { return "×?" }
    return factor < 10 ? String(format: "×%.1f", factor) : "×" + count(Int(min(factor, 1e9).rounded()))
  }

  /// How long ago; from a week on the date.
  static func ago(_ date: Date, now: Date) -> String {
    let seconds = now.timeIntervalSince(date)
    guard seconds.isFinite else { return "?" }
    switch seconds {
    case ..<60: return "just now"
    case ..<3600: return "\(Int(seconds / 60)) min"
    case ..<86_400: return "\(Int(seconds / 3600)) h"
    case ..<604_800: return "\(Int(seconds / 86_400)) d"
    default: return day(date)
    }
  }

  private static func day(_ date: Date) -> String {
    let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: date)
    return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
  }

  /// A thing and how many: 1 row, 2 rows.
  static func many(_ number: Int, _ thing: String) -> String { "\(count(number)) \(thing)\(number == 1 ? "" : "s")" }

  /// Text in lines of at most so many columns, cut between words, and within one that is longer than a line.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in Text.clean(text).split(separator: " ", omittingEmptySubsequences: false) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if Text.width(of: longer) <= width {
        line = longer
      } else {
        if !line.isEmpty { lines.append(line) }
        let pieces = pieces(of: word, width: width)
        lines += pieces.dropLast()
        line = pieces.last ?? ""
      }
    }
    return lines + [line]
  }

  /// A word in pieces of at most so many columns, each a character at least.
  private static func pieces(of word: Substring, width: Int) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in word {
      if !piece.isEmpty, Text.width(of: piece + String(character)) > width {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    return pieces + [piece]
  }
}
