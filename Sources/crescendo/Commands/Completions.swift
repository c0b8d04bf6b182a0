import ArgumentParser

/// `crescendo completions SHELL`.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print the completions of a shell: bash, zsh or fish.")

  @OptionGroup var place: HomeOptions

  @Argument(help: "bash, zsh or fish.", completion: .list(CompletionShell.allCases.map(\.rawValue)))
  var shell: String

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw Complaint(
        "the shell is one of \(CompletionShell.allCases.map(\.rawValue).joined(separator: ", "))", .usage)
    }
    Output.line(Crescendo.completionScript(for: shell))
  }
}
