import ArgumentParser

extension ExitCode {
  // The numbers of sysexits.h, as scripts know them.

  /// Data given to the program is malformed.
  static let badData = ExitCode(65)
  /// A service, or a part of the system, does not answer.
  static let unavailable = ExitCode(69)
  /// The program itself is at fault.
  static let internalFault = ExitCode(70)
  /// A file cannot be made.
  static let cannotCreate = ExitCode(73)
  /// Reading or writing failed.
  static let inputOutput = ExitCode(74)
  /// Something may not be done: another instance works on the profile, or a right is missing.
  static let notPermitted = ExitCode(77)
}

extension ExitCode {
  /// Each with what it says to a script, for the manual.
  static let meanings: [(code: ExitCode, words: String)] = [
    (.success, "It was done"), (.usage, "The command's words make no sense, or not now"),
    (.badData, "What was given is malformed"),
    (.unavailable, "A service, or a part of the system, does not answer"),
    (.internalFault, "The program itself is at fault"),
    (.cannotCreate, "A file cannot be made"), (.inputOutput, "Reading or writing failed"),
    (.notPermitted, "It may not be done: another crescendo works on the same files, or a right is missing"),
    (.calledOff, "Ctrl-C called it off"),
  ]

  /// The listener called it off, as a shell says it of Ctrl-C.
  static let calledOff = ExitCode(130)
  /// The command's words make no sense.
  static let usage = ExitCode(64)
}
