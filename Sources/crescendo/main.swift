import ArgumentParser
import Terminal

// Before any thread: the locale, and what other programs left in this process.
TerminalProbe.settleProcess()

do {
  var command = try Crescendo.parseAsRoot()
  try command.run()
} catch let error where Complaint.speaks(of: error) {
  Complaint(about: error).end()
} catch {
  Crescendo.exit(withError: error)
}
