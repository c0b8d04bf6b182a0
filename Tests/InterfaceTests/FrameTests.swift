import Foundation
import Testing
import TextUI

@testable import Interface

@Test func look() {
  var out = ""
  for screen in SampleScreen.allCases {
    for (c, r) in [(120, 40), (80, 24), (60, 20)] {
      out += "== \(screen) \(c)x\(r)\n" + screen.lines(Size(columns: c, rows: r)).joined(separator: "\n") + "\n"
    }
  }
  out += "== 200\n" + SampleScreen.queue.lines(Size(columns: 200, rows: 60)).joined(separator: "\n")
  for line in ["?", "queue", "why 2", "taste", "history", "saved", "name foo", "save 2", "zzz", "save 99", "theme"] {
    var i = InterfaceState(.init(glyphs: .ascii))
    let (w, a) = i.obey(line: line, SampleScreen.session, at: SampleScreen.now)
    out += "\n> \(line) \(w)\n" + a.joined(separator: "\n")
  }
  try? out.write(toFile: "/tmp/look.txt", atomically: true, encoding: .utf8)
}
