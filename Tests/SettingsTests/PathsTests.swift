import Foundation
import Settings
import Testing

/// Where the program keeps things.
@Suite struct PathsTests {
  @Test func `the folders of the specification are taken`() throws {
    let paths = try Paths(environment: [
      "HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s", "XDG_CACHE_HOME": "/k",
      "XDG_RUNTIME_DIR": "/r",
    ])
    #expect(paths.configurationFile == "/c/crescendo/config.yaml")
    #expect(paths.themes == "/c/crescendo/themes")
    #expect(paths.profile == "/d/crescendo/profile.sqlite")
    #expect(paths.catalogue == "/d/crescendo/catalogue.sqlite")
    #expect(paths.model == "/d/crescendo/model.crescendo")
    #expect(paths.log == "/s/crescendo/crescendo.log")
    #expect(paths.cache == "/k/crescendo")
    #expect(paths.socket == "/r/crescendo.sock")
  }

  @Test func `relative values are ignored`() throws {
    let variables = ["HOME": "/h", "XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": "", "XDG_RUNTIME_DIR": "r"]
    let paths = try Paths(environment: variables)
    #expect(paths.configuration == "/h/.config/crescendo")
    #expect(paths.data == "/h/.local/share/crescendo")
    #expect(paths.socket == "/h/.local/state/crescendo/crescendo.sock")
  }

  @Test func `one folder can hold everything, without HOME`() throws {
    let paths = try Paths(environment: [:], home: "/tmp/x/../one")
    #expect(paths.all.allSatisfy { $0.path.hasPrefix("/tmp/one/") })
    #expect(Set(paths.all.map(\.path)).count == paths.all.count)
  }

  @Test func `a profile of another listener leaves the rest where it was`() throws {
    let paths = try Paths(environment: ["HOME": "/h"], profile: "/p/other.sqlite")
    #expect(paths.profile == "/p/other.sqlite")
    #expect(paths.catalogue == "/h/.local/share/crescendo/catalogue.sqlite")
  }

  @Test func `a profile that is named has a socket and a memory of its own, the same each time`() throws {
    let variables = ["HOME": "/h", "XDG_RUNTIME_DIR": "/r"]
    let usual = try Paths(environment: variables)
    let anna = try Paths(environment: variables, profile: "/p/anna.sqlite")
    let bert = try Paths(environment: variables, profile: "/p/bert.sqlite")
    #expect(
      Set([usual, anna, bert].map(\.socket)).count == 3 && Set([usual, anna, bert].map(\.remembered)).count == 3)
    #expect(anna.socket == "/r/crescendo-f9a21ca9.sock")
    #expect(try Paths(environment: variables, profile: "/p/./anna.sqlite").socket == anna.socket)
  }

  @Test func `the usual profile named by its path is the usual listener`() throws {
    let usual = try Paths(environment: ["HOME": "/h"])
    #expect(try Paths(environment: ["HOME": "/h"], profile: usual.profile).socket == usual.socket)
  }

  @Test func `without any home it says what to do`() {
    #expect(complaint { _ = try Paths(environment: [:]) } == "HOME is not set: set it, or say --home DIR.")
  }

  @Test(arguments: [
    ("~/bin/hook", "/h/bin/hook"), ("~", "/h"), ("~anna/hook", "~anna/hook"), ("/a/~/b", "/a/~/b"), ("a", "a"),
  ])
  func `a path of the listener's begins at the home of the environment`(path: String, whole: String) {
    #expect(Paths.expanded(path, environment: ["HOME": "/h"]) == whole)
    #expect(Paths.expanded(path, environment: [:]) == path)
  }

  @Test func `folders are made for this user only`() throws {
    let bench = try Workbench()
    let paths = try Paths(environment: [:], home: bench.path + "/new")
    try paths.prepare()
    let mode = try FileManager.default.attributesOfItem(atPath: paths.data)[.posixPermissions] as? Int
    #expect(mode == 0o700)
    try paths.prepare()
  }

  @Test func `a folder that cannot be made is a sentence`() throws {
    let bench = try Workbench()
    let file = try bench.write("file", "")
    let paths = try Paths(environment: [:], home: file)
    #expect(complaint { try paths.prepare() }.contains("cannot be made (Not a directory)"))
  }
}
