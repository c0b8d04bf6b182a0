import ArgumentParser
import Foundation
import Interface
import MusicSources
import Session
import Settings

/// How a session ends: what is remembered of it, what is said of what was lost, and with which number.
extension Listen {
  /// Ends the process at once, and the programs it waits for: none outlives the session. All is written; a model in training or a
  /// library being loaded may still be at work on other threads, and libraries that took themselves apart now would wait for it.
  /// Nothing is buffered: flushing standard input would wait for the thread that reads lines from it.
  static func leave(_ complaint: Complaint?) -> Never {
    ChildProcess.endAll()
    complaint?.say()
    _exit((complaint?.code ?? .success).rawValue)
  }

  /// Remembers how the session was left; says so where it cannot be written: a good session does not end badly for that. One
  /// whose profile another held forgets itself: the other's is what is to be remembered.
  func keep(_ last: State, _ interface: InterfaceState, _ look: Look, _ house: House) {
    if case .unavailable = last.profile { return }
    do {
      try Remembered(last, interface, missing: look.missing).write(house.paths.remembered)
    } catch {
      Output.note(Complaint.sentence(error))
    }
  }

  /// What could not be kept; where the profile was never opened, with the number of what keeps it shut.
  func complaint(_ lost: [String], _ last: State, _ house: House) -> Complaint? {
    guard !lost.isEmpty else { return nil }
    var code = ExitCode.inputOutput
    if case .unavailable = last.profile {
      do {
        _ = try house.openProfileAlone()
        // Whoever held it has let go since.
        code = .notPermitted
      } catch {
        code = Complaint(about: error).code
      }
    }
    return Complaint(lost.joined(separator: "; "), code)
  }
}
