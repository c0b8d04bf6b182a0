import Testing
import TextUI

@testable import Settings

/// All themes at once, as the picker wants them.
@Suite struct ThemeLibraryTests {
  @Test func `all themes are read but a malformed one of the listener's, which is named when it is asked for`() throws {
    let bench = try Workbench()
    try bench.write("bad.yaml", "roles: [")
    try bench.write("mine.yaml", "inherits: nord\n")
    let library = ThemeLibrary(folder: bench.path)
    #expect(library.all().count >= 24 && library.all().last?.name == "mine")
    let problem = #expect(throws: SettingsError.self) { try library.theme("bad") }
    #expect("\(problem.map { "\($0)" } ?? "")".contains("bad.yaml"))
  }

  @Test func `a theme is called by its file, whatever name stands in it`() throws {
    let bench = try Workbench()
    try bench.write("mine.yaml", "name: Evening Sky\ninherits: nord\n")
    let theme = try ThemeLibrary(folder: bench.path).theme("mine")
    #expect(theme.value.name == "mine" && theme.warnings.isEmpty)
  }
}
