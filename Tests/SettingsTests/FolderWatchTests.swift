import Foundation
import Testing
import TextUI

@testable import Settings

/// A theme that is being edited is seen at each save.
@Suite struct FolderWatchTests {
  @Test(.timeLimit(.minutes(1)))
  func `a file written, moved in and deleted is told each time`() async throws {
    let bench = try Workbench()
    let (changes, told) = AsyncStream.makeStream(of: Void.self)
    let watch = FolderWatch(bench.path) { told.yield() }
    #expect(watch != nil)
    var turns = changes.makeAsyncIterator()
    try bench.write("mine.yaml", "inherits: nord\n")
    await turns.next()
    #expect(ThemeLibrary(folder: bench.path).all().contains { $0.name == "mine" })
    try FileManager.default.moveItem(atPath: bench.path + "/mine.yaml", toPath: bench.path + "/other.yaml")
    await turns.next()
    try FileManager.default.removeItem(atPath: bench.path + "/other.yaml")
    await turns.next()
    withExtendedLifetime(watch) {}
  }

  @Test func `a folder that is not there is not watched`() {
    #expect(FolderWatch("/nowhere/at/all") {} == nil)
  }
}
