import Foundation
import GRDB
import Storage
import Testing

@Suite struct CommandTests {
  private func with(_ body: (Program) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    try body(program)
  }

  @Test func `every path lies below the home that was given`() throws {
    try with { program in
      let result = try program.run(["paths", "--json"])
      let paths = try JSONDecoder().decode([String: String].self, from: Data(result.output.utf8))
      #expect(paths.count == 9)
      #expect(paths.values.allSatisfy { $0.hasPrefix(program.home.path) })
    }
  }

  @Test(arguments: [["--profile", "/tmp/anna.sqlite"], ["--profile=/tmp/anna.sqlite"]])
  func `where things live may be said before the command`(words: [String]) throws {
    try with { program in
      let result = try program.run(words + ["paths", "--json"])
      let paths = try JSONDecoder().decode([String: String].self, from: Data(result.output.utf8))
      #expect(paths["profile"] == "/tmp/anna.sqlite")
    }
  }

  @Test(arguments: [["fly"], ["help", "fly"], ["help", "import", "fly"]])
  func `a command that is none ends with 64`(words: [String]) throws {
    try with { program in
      let result = try program.run(words)
      #expect(result.status == 64 && result.errors.contains("there is no command fly"), "\(result)")
    }
  }

  @Test func `no tracks are no wish`() throws {
    try with { program in
      let result = try program.run(["recommend", "--tracks", "0"])
      #expect(result.status == 64)
      #expect(result.errors.contains("give 1 or more"), "\(result.errors)")
    }
  }

  @Test(arguments: [
    (["--unseen", "0"], "--unseen is how many are met as strangers: give 1 or more."),
    (["--known", "3"], "--known is about strangers: say with --unseen how many there are."),
    (["--unseen", "9", "--known=-1"], "--known is how many favourites of a stranger are known: give 0 or more."),
  ])
  func `strangers that cannot be are no wish`(words: [String], sentence: String) throws {
    try with { program in
      let result = try program.run(["evaluate", "--train", "a", "--test", "b"] + words)
      #expect(result.status == 64)
      #expect(result.errors.contains(sentence), "\(result.errors)")
    }
  }

  @Test func `a measured ranking says that its memory is the whole process's`() throws {
    try with { program in
      let file = try program.write("1 2 3\n2 3 4\n", to: "favourites.txt")
      let other = try program.write("1 4\n", to: "test.txt")
      let result = try program.run(["evaluate", "--train", file, "--test", other, "--peer", "popularity"])
      #expect(result.output.contains(" s, the process then held "), "\(result)")
    }
  }

  @Test func `a source that is none is answered with the ones there are`() throws {
    try with { program in
      let result = try program.run(["listen", "--source", "spotify"])
      #expect(result.status == 64)
      #expect(
        result.errors == "crescendo: there is no source spotify: it is one of demo, catalogue, audius, soundcloud\n")
    }
  }

  @Test(arguments: [
    (["listen", "--radar", "deep"], "the radar is one of open, easy, medium, hard"),
    (["listen", "--color", "7"], "--color is one of auto, never, 8, 16, 256, exact"),
    (["--plain", "--color", "nope"], "--color is one of auto, never, 8, 16, 256, exact"),
    (["--theme", "nope"], "there is no theme “nope”: `crescendo themes` lists them."),
    (
      ["evaluate", "--train", "/dev/null", "--test", "/dev/null", "--peer", "foo"],
      "there is no peer foo: use one of ease, item-knn, rp3beta, bm25, user-knn, ials, popularity, random"
    ),
    (["taste"], "there is no command taste: `crescendo --help` lists them"),
    (["--profile", "x", "export", "y"], "there is no command export: `crescendo --help` lists them"),
    (["completions", "csh"], "the shell is one of zsh, bash, fish"),
  ])
  func `a word that is none is answered in one line with the ones there are`(words: [String], sentence: String) throws {
    try with { program in
      let result = try program.run(words)
      #expect(result.status == 64)
      #expect(result.errors == "crescendo: \(sentence)\n")
    }
  }

  @Test(arguments: ["history", "saved", "stats", "recommend"])
  func `a profile that is named and not there is said and not made`(command: String) throws {
    try with { program in
      let profile = program.home.appendingPathComponent("nope/x.sqlite").path
      let result = try program.run([command, "--profile", profile])
      #expect(result.status == 74)
      #expect(result.output.isEmpty && result.errors.contains("there is no profile \(profile)"), "\(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: program.home.appendingPathComponent("nope").path))
    }
  }

  @Test func `who has heard nothing has no history`() throws {
    try with { program in
      let result = try program.run(["history"])
      #expect(result.status == 0 && result.output.isEmpty && result.errors == "nothing was heard or judged yet\n")
    }
  }

  @Test func `a configuration that is not there is not said to be understood`() throws {
    try with { program in
      let result = try program.run(["config", "check"])
      #expect(result.output.hasPrefix("there is none yet: "))
    }
  }

  @Test func `a malformed configuration is refused with file line and column`() throws {
    try with { program in
      try program.write("radar: sideways\n", to: "config/config.yaml")
      let result = try program.run(["recommend"])
      #expect(result.status == 65)
      #expect(result.errors.contains("config.yaml:1:8"), "\(result.errors)")
    }
  }

  @Test func `the configuration is written once and never over`() throws {
    try with { program in
      #expect(try program.run(["config", "init"]).status == 0)
      let second = try program.run(["config", "init"])
      #expect(second.status == 73)
      #expect(try program.run(["config", "check"]).status == 0)
    }
  }

  @Test func `what is not understood in the configuration is told to scripts, too`() throws {
    try with { program in
      try program.write("theme: nowhere\nkeys:\n  W: dance\n", to: "config/config.yaml")
      let result = try program.run(["config", "check"])
      #expect(result.status == 65 && result.output.contains("“dance”"), "\(result)")
    }
  }

  @Test func `every wrong value of the configuration is told with its line, and what is wrong beside them`() throws {
    try with { program in
      try program.write(
        "theme: nowhere\nradar: hrad\ncolor: [8]\nkeys: { W: dance }\nmouse: maybe\n", to: "config/config.yaml")
      let result = try program.run(["config", "check"])
      let lines = result.output.split(separator: "\n").compactMap { $0.split(separator: ":").dropFirst().first }
      #expect(result.status == 65 && lines.sorted() == ["1", "2", "3", "4", "5"], "\(result)")
    }
  }

  @Test func `every wrong value of a line is told`() throws {
    try with { program in
      try program.write(
        "formats: { row: [], title: [], nope: x }\nkeys: { preset: emacs, s: [], d: {} }\ntheme: { dark: [], light: no }\n",
        to: "config/config.yaml")
      let result = try program.run(["config", "check"])
      let places = result.output.split(separator: "\n").map { $0.split(separator: ":")[1...2].joined(separator: ":") }
      #expect(result.status == 65 && Set(places).count == places.count && places.count == 8, "\(result)")
    }
  }

  @Test func `the doctor sees that nothing can be kept`() throws {
    try with { program in
      try program.write("no folder", to: "state")
      let result = try program.run(["doctor"])
      #expect(result.status == 69)
      #expect(result.output.contains("folders: trouble: nothing can be written below \(program.home.path)/state:"))
    }
  }

  @Test func `a file that is not there cannot be imported`() throws {
    try with { program in
      let result = try program.run(["import", "tracks", "/nowhere.csv"])
      #expect(result.status == 74)
      #expect(result.errors.contains("there is no such file"))
    }
  }

  @Test func `what a list names in vain is counted`() throws {
    try with { program in
      try program.write("https://x.org/a.mp3\n/zzz-not-there.mp3\n", to: "list.m3u")
      let result = try program.run(["import", "tracks", program.home.path + "/list.m3u"])
      #expect(result.errors.contains("1 passed over: not there"))
      #expect(result.output.contains("1 track;"))
    }
  }

  @Test func `an import says how much of it is new`() throws {
    try with { program in
      let file = try program.write("listener,track\n1,2\n1,3\n1,2\n", to: "favourites.csv")
      #expect(try program.run(["import", "favourites", file]).output.contains("3 favourites"))
      let again = try program.write("listener,track\n1,2\n1,4\n", to: "more.csv")
      let output = try program.run(["import", "favourites", again]).output
      #expect(output.hasPrefix("2 favourites") && output.contains("; 1 new, the rest was there"), "\(output)")
    }
  }

  @Test func `a first recommendation waits for no whole model, and the next has the one that was trained`() throws {
    try with { program in
      let note = "there is no model yet, so a quick one ranks: a session makes the whole one"
      #expect(try program.run(["recommend"]).errors.contains(note))
      try program.write("listener,track\n1,a\n1,b\n2,a\n2,b\n", to: "favourites.csv")
      _ = try program.run(["import", "favourites", program.home.path + "/favourites.csv"])
      let recommend = ["recommend", "--source", "catalogue"]
      #expect(try program.run(recommend).errors.contains(note))
      _ = try program.run(["train"])
      #expect(try !program.run(recommend).errors.contains(note))
    }
  }

  @Test func `a playlist that is brought again says how many tracks are new`() throws {
    try with { program in
      let lines = (1...3).map { "#EXTINF:12,Ida - Song \($0)\nhttps://x.org/\($0).mp3\n" }
      let list = try program.write(lines[..<2].joined(), to: "list.m3u")
      #expect(try program.run(["import", "tracks", list]).output.hasPrefix("2 tracks; `crescendo"))
      try program.write(lines.joined(), to: "list.m3u")
      #expect(try program.run(["import", "tracks", list]).output.hasPrefix("3 tracks; 1 new, the rest was there"))
    }
  }

  @Test func `what is gone is not recommended, and favourites alone still rank`() throws {
    try with { program in
      try program.write("listener,track\n1,a\n1,b\n2,a\n2,b\n", to: "favourites.csv")
      let recommend = ["recommend", "--source", "catalogue", "--radar", "open"]
      _ = try program.run(["import", "favourites", program.home.path + "/favourites.csv"])
      let silent = try program.run(recommend)
      #expect(silent.output.contains("(file:a)") && silent.output.contains("(file:b)"), "\(silent)")
      try program.write("id,title,address\na,A,https://x.org/a.mp3\n", to: "tracks.csv")
      _ = try program.run(["import", "tracks", program.home.path + "/tracks.csv"])
      _ = try program.run(["train"])
      let sounding = try program.run(recommend)
      #expect(sounding.output.contains("(file:a)") && !sounding.output.contains("(file:b)"), "\(sounding)")
    }
  }

  @Test func `tracks are not offered the form of favourites alone`() throws {
    try with { program in
      #expect(try !program.run(["import", "tracks", "--help"]).output.contains("adjacency"))
      let refused = try program.run(["import", "tracks", "-", "--format", "adjacency"])
      #expect(refused.status == 64 && refused.errors.contains("'csv' and 'jsonl'"), "\(refused)")
    }
  }

  @Test func `malformed lines are numbered counted and passed over`() throws {
    try with { program in
      let file = try program.write("1 2 3\n1 two\n2 3\n", to: "favourites.txt")
      let result = try program.run(["import", "favourites", file, "--format", "adjacency"])
      #expect(result.status == 0)
      #expect(result.output.hasPrefix("3 favourites"), "\(result.output)")
      #expect(result.errors.contains("line 2"), "\(result.errors)")
    }
  }

  @Test func `who asks Audius without a key shares a limit and stays far below it`() throws {
    try with { program in
      let result = try program.run(["harvest", "audius", "--rate", "3"])
      #expect(result.status == 64 && result.errors.contains("at most 2 questions a second"), "\(result.errors)")
    }
  }

  @Test func `a purge waits for no harvest and touches nothing beside one`() throws {
    try with { program in
      let tracks = try program.write("id,title,artist\n1,Slow Green,Ida\n", to: "tracks.csv")
      #expect(try program.run(["import", "tracks", tracks]).status == 0)
      do {
        let lock = try InstanceLock(at: program.home.appendingPathComponent("data/catalogue.sqlite.lock"))
        let refused = try withExtendedLifetime(lock) { try program.run(["purge", "file"]) }
        #expect(refused.status == 77)
        #expect(refused.errors.contains("another crescendo (process \(getpid()))"))
      }
      #expect(try program.run(["purge", "file"]).output.contains("everything collected from file is gone"))
    }
  }

  @Test func `a purge takes away what was collected`() throws {
    try with { program in
      let tracks = try program.write("id,title,artist\n1,Slow Green,Ida\n", to: "tracks.csv")
      #expect(try program.run(["import", "tracks", tracks]).status == 0)
      #expect(try program.run(["purge", "file"]).output.contains("everything collected from file is gone"))
      #expect(try program.run(["purge", "file"]).output == "nothing of file is in the catalogue\n")
    }
  }

  @Test func `a purge takes away the model that knew what was collected`() throws {
    try with { program in
      try collect(program)
      #expect(program.hasModel)
      #expect(
        try program.run(["purge", "file"]).output.contains("is gone, 2 tracks and 4 favourites, and the model: "))
      #expect(!program.hasModel)
    }
  }

  /// Two tracks with favourites, and a model of them.
  private func collect(_ program: Program) throws {
    let tracks = try program.write("id,title,artist\n1,Slow Green,Ida\n2,Understudy,Hollow\n", to: "tracks.csv")
    let favourites = try program.write("listener,track\na,1\na,2\nb,1\nb,2\n", to: "favourites.csv")
    #expect(try program.run(["import", "tracks", tracks]).status == 0)
    #expect(try program.run(["import", "favourites", favourites]).status == 0)
    #expect(try program.run(["train"]).status == 0)
  }

  @Test func `a purge that cannot empty the file yet takes the model away all the same`() throws {
    try with { program in
      try collect(program)
      let other = try DatabaseQueue(path: program.home.appendingPathComponent("data/catalogue.sqlite").path)
      try other.unsafeRead { db in
        try db.execute(sql: "BEGIN")
        _ = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM track")
        #expect(try program.run(["purge", "file"]).status == 77)
        #expect(!program.hasModel)
        try db.execute(sql: "COMMIT")
      }
      #expect(try program.run(["purge", "file"]).output == "nothing of file is in the catalogue\n")
    }
  }

  @Test func `a model that knows everything is not trained again, unless it is to be anew`() throws {
    try with { program in
      try collect(program)
      let (model, note) = (program.home.path + "/data/model.crescendo", "the model knows all 4 favourites already")
      let again = try program.run(["train"])
      #expect(again.status == 0 && again.errors.contains(note), "\(again)")
      #expect(again.output == "a model of 2 tracks from 4 favourites of 2 listeners, in 0 s: \(model)\n")
      #expect(try !program.run(["train", "--anew"]).errors.contains(note))
      let address = try program.write("id,title,address\n1,Slow Green,https://x.org/1.mp3\n", to: "addresses.csv")
      #expect(try program.run(["import", "tracks", address]).status == 0)
      #expect(try !program.run(["train"]).errors.contains(note), "what can be played has changed")
    }
  }

  @Test func `training on nothing says what to do`() throws {
    try with { program in
      let result = try program.run(["train"])
      #expect(result.status == 65)
      #expect(
        result.errors
          == "crescendo: there are no tracks to learn from: `crescendo import` or `crescendo harvest` some first\n")
    }
  }

  @Test func `the doctor finds everything by name`() throws {
    try with { program in
      let result = try program.run(["doctor", "--json"])
      struct Finding: Decodable { let name: String }
      let names = try JSONDecoder().decode([Finding].self, from: Data(result.output.utf8)).map(\.name)
      #expect(
        Set(names).isSuperset(of: ["terminal", "locale", "sound", "configuration", "profile", "catalogue", "model"]))
    }
  }

  @Test func `every bundled theme can be read`() throws {
    try with { program in
      struct Row: Decodable {
        let name: String
        let problem: String?
      }
      let result = try program.run(["themes", "--json"])
      let rows = try JSONDecoder().decode([Row].self, from: Data(result.output.utf8))
      #expect(rows.count >= 22)
      #expect(rows.allSatisfy { $0.problem == nil })
    }
  }

  @Test func `completions are there for each shell`() throws {
    try with { program in
      for shell in ["bash", "zsh", "fish"] {
        let result = try program.run(["completions", shell])
        #expect(result.status == 0)
        for word in ["disconnect", "simulate", "audio-output"] {
          #expect(result.output.contains(word), "\(word) is not completed in \(shell)")
        }
      }
    }
  }
}

extension Program {
  fileprivate var hasModel: Bool {
    FileManager.default.fileExists(atPath: home.appendingPathComponent("data/model.crescendo").path)
  }
}
