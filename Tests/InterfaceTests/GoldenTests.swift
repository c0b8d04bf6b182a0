import Foundation
import Testing
import TextUI

@testable import Interface

/// Screens compared with files that a person has looked at. `CRESCENDO_GOLDEN=write swift test --filter GoldenTests` draws them
/// anew, to be looked at in the difference.
@Suite struct GoldenTests {
  static let sizes = [(40, 12), (80, 24), (120, 40), (200, 60)]

  @Test(arguments: SampleScreen.allCases, sizes)
  func `a screen is as it was when somebody last looked`(screen: SampleScreen, size: (Int, Int)) throws {
    let drawn = screen.lines(Size(columns: size.0, rows: size.1)).joined(separator: "\n") + "\n"
    try compare(drawn, "\(screen.rawValue)-\(size.0)x\(size.1)")
  }

  @Test func `in ASCII no other sign is drawn by the program itself`() throws {
    var settings = InterfaceState.Settings()
    settings.glyphs = .ascii
    let lines = SampleScreen.taste.lines(Size(columns: 120, rows: 40), settings: settings)
    try compare(lines.joined(separator: "\n") + "\n", "taste-ascii-120x40")
    let own = lines.joined().replacing("Níð Höggr", with: "").replacing("夜の海", with: "").replacing("·", with: "")
    #expect(own.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: SampleScreen.allCases)
  func `on the Linux console no sign is drawn that the kernel's font lacks`(screen: SampleScreen) {
    var settings = InterfaceState.Settings()
    settings.glyphs = .console
    let lines = screen.lines(Size(columns: 120, rows: 40), settings: settings)
    // From the names of artists and tracks, which are drawn as they are.
    let foreign = Set("íðöæ夜の海灯台もと暗し–“”")
    let own = Set(lines.joined()).subtracting(foreign).filter { !$0.isASCII }
    #expect(own.isSubset(of: Set("▶─═│•·↑↓┌┐└┘")), "\(own)")
  }

  private func compare(_ drawn: String, _ name: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Golden")
    let file = folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["CRESCENDO_GOLDEN"] == "write" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(drawn.utf8).write(to: file)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(drawn == golden, "\(name) differs")
  }
}
