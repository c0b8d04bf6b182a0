#!/usr/bin/env python3
"""Writes Sources/TextUI/WideCharacters.swift from the tables of the `wcwidth` package (0.7.0 carries Unicode 17.0).

    pip install wcwidth==0.7.0 && tools/make-width-table.py > Sources/TextUI/WideCharacters.swift
"""
from wcwidth.table_wide import WIDE_EASTASIAN

version, ranges = list(WIDE_EASTASIAN.items())[-1]
merged = []
for first, last in ranges:
    if merged and merged[-1][1] + 1 == first:
        merged[-1][1] = last
    else:
        merged.append([first, last])

print(f"""// Made by tools/make-width-table.py from EastAsianWidth {version}; do not edit.

/// The characters that fill two columns: East Asian Width W or F at Unicode {version}.
enum WideCharacters {{
  /// First and last code point of each range, ascending.
  private static let ranges: [ClosedRange<UInt32>] = [""")
line = "   "
for first, last in merged:
    item = f" 0x{first:X}...0x{last:X},"
    if len(line) + len(item) > 120:
        print(line)
        line = "   "
    line += item
print(line)
print("""  ]

  /// Whether a code point fills two columns. A binary search: about seven comparisons.
  static func contains(_ point: UInt32) -> Bool {
    guard point >= ranges[0].lowerBound else { return false }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < point { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(point)
  }
}""")
