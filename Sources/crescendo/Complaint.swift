import ArgumentParser
import Foundation

/// What the listener reads when a command cannot go on: one sentence that says what to do, and a number for scripts.
struct Complaint: Error {
  let sentence: String
  let code: ExitCode

  init(_ sentence: String, _ code: ExitCode) {
    self.sentence = sentence
    self.code = code
  }

  /// Writes the sentence to standard error and ends with the number.
  func end() -> Never {
    FileHandle.standardError.write(Data("crescendo: \(sentence)\n".utf8))
    Foundation.exit(code.rawValue)
  }
}
