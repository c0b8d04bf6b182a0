import Testing
import TextUI

@Test func look() {
  for (c, r) in [(120, 36), (80, 24), (60, 20), (40, 10), (20, 4), (9, 2)] {
    var s = Stage.running(columns: c, rows: r); s.press("s")
    print("== \(c)x\(r)"); print(s.text)
  }
  var s = Stage(); print("== first"); print(s.text); s.size = .init(columns: 60, rows: 20); print(s.text);
  s.size = .init(columns: 40, rows: 10); print(s.text)
  for key in ["2", "3", "4", "5", "6", "?", "f", "T", "e", "i", ":"] {
    var s = Stage.running(columns: 110, rows: 30); s.press("s", "n", key); print("== \(key)"); print(s.text)
  }
}
