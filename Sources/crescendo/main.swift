import ArgumentParser
import Glibc
import Terminal

// The version alone is said before anything else is touched: looking at every command takes longer than the rest.
if CommandLine.arguments.dropFirst().elementsEqual(["--version"]) {
  print(Crescendo.version)
  exit(0)
}

// Before any thread: the locale, and what other programs left in this process.
TerminalProbe.settleProcess()

do {
  let words = HomeOptions.behindTheCommand(Array(CommandLine.arguments.dropFirst()))
  try Crescendo.checkCommand(words)
  var command = try Crescendo.parseAsRoot(words)
  try command.run()
} catch let error where Complaint.speaks(of: error) {
  Complaint(about: error).end()
} catch {
  Crescendo.exit(withError: error)
}
