import Foundation
import Listening
import Testing

/// Why the system refused something.
@Suite struct SystemWordsTests {
  @Test func `a refusal is told in the system's words, with its file`() {
    let nowhere = "/nowhere/at/all"
    do {
      try Data().write(to: URL(fileURLWithPath: nowhere), options: .withoutOverwriting)
      Issue.record("it was written")
    } catch {
      #expect(error.systemWords == "No such file or directory" && error.systemNumber == ENOENT)
      #expect(error.systemPath == nowhere)
    }
  }

  @Test func `what the system had no part in keeps its own words`() {
    struct Other: LocalizedError { let errorDescription: String? = "it rained" }
    #expect(Other().systemWords == "it rained" && Other().systemNumber == nil && Other().systemPath == nil)
  }
}
