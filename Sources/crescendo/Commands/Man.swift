import ArgumentParser

/// `crescendo man`: the manual, as other programs' manuals are written.
struct Man: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Print a page of the manual, for `man -l -` or a folder man1 or man5.")

  @OptionGroup var place: HomeOptions

  @Argument(help: "crescendo, or config for its configuration.")
  var page: Manual = .crescendo

  func run() throws { Output.line(try page.page()) }
}
