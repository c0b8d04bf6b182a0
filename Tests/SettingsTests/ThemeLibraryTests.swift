import Testing
import TextUI

@testable import Settings

/// All themes at once, as the picker wants them.
@Suite struct ThemeLibraryTests {
  @Test func `all themes are read, and a malformed one of the listener's is named beside them`() throws {
    let bench = try Workbench()
    try bench.write("bad.yaml", "roles: [")
    try bench.write("mine.yaml", "inherits: nord\n")
    let (themes, problems) = ThemeLibrary(folder: bench.path).all()
    #expect(themes.count >= 24 && themes.last?.name == "mine")
    #expect(problems.count == 1 && "\(problems)".contains("bad.yaml"))
  }

  @Test func `a theme is called by its file, whatever name stands in it`() throws {
    let bench = try Workbench()
    try bench.write("mine.yaml", "name: Evening Sky\ninherits: nord\n")
    let theme = try ThemeLibrary(folder: bench.path).theme("mine")
    #expect(theme.value.name == "mine" && theme.warnings.isEmpty)
  }
}
