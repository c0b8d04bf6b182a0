import ArgumentParser
import Evaluation
import Foundation
import Listening
import Recommender
import Settings
import Storage
import Terminal
import TextUI

/// What the listener reads when a command cannot go on: one sentence that says what to do, and a number for scripts.
struct Complaint: Error {
  /// Empty where nobody is left to read it.
  let sentence: String
  let code: ExitCode

  init(_ sentence: String, _ code: ExitCode) {
    self.sentence = sentence
    self.code = code
  }

  /// Sorts an error by what a script would do about it.
  init(about error: any Error) {
    switch error {
    case let complaint as Complaint: self = complaint
    case let error as StorageError: self.init(error.sentence, Self.code(error))
    case let error as ModelError: self.init("\(error)", error == .nothingToLearn ? .badData : .inputOutput)
    case let error as SettingsError: self.init("\(error)", Self.code(error))
    case let error as EvaluationError: self.init("\(error)", Self.code(error))
    case let error as SourceError: self.init(error.sentence, Self.code(error))
    case let error as TerminalError: self.init("\(error)", .unavailable)
    default: self.init(Self.words(error), .inputOutput)
    }
  }

  /// Whether an error is one of ours, and not of the command line's words.
  static func speaks(of error: any Error) -> Bool {
    error is Complaint || error is StorageError || error is ModelError || error is SettingsError
      || error is EvaluationError || error is SourceError || error is TerminalError || error is CocoaError
      || error.systemNumber != nil
  }

  /// One sentence about any error, for the screen.
  static func sentence(_ error: any Error) -> String { Complaint(about: error).sentence }

  /// The sentence as standard error has it; what a file or a service said in it moves no terminal.
  var line: String { Text.clean("crescendo: \(sentence)") }

  /// Writes the sentence to standard error and ends with the number.
  func end() -> Never {
    say()
    Foundation.exit(code.rawValue)
  }

  /// Writes the sentence to standard error.
  func say() {
    if !sentence.isEmpty { Output.aside(line + "\n") }
  }

  /// What was refused, and where.
  private static func words(_ error: any Error) -> String {
    guard let path = error.systemPath else { return error.systemWords }
    return "\(path) cannot be used (\(error.systemWords)): check the free space and the rights"
  }

  private static func code(_ error: StorageError) -> ExitCode {
    switch error {
    case .newerSchema, .inUse, .busy, .stillInFile: .notPermitted
    case .damaged, .malformed: .badData
    case .disk, .unwritable, .unreadable: .inputOutput
    }
  }

  private static func code(_ error: SourceError) -> ExitCode {
    if case .unkept = error { .inputOutput } else { .unavailable }
  }

  private static func code(_ error: SettingsError) -> ExitCode {
    switch error {
    case .unreadable: .inputOutput
    case .malformed, .unknownTheme, .circle: .badData
    case .noHome, .cannotCreate, .alreadyThere: .cannotCreate
    }
  }

  private static func code(_ error: EvaluationError) -> ExitCode {
    switch error {
    case .unreadable, .unwritable: .inputOutput
    case .noSuchPeer: .usage
    default: .badData
    }
  }
}
