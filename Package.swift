// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Warnings are errors in our own targets, and only there.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// A release binary carries the Swift runtime in itself: it starts in 5 ms instead of 20 and runs where no toolchain is.
// The toolchain's own linker packs what the loader must put right at each start (2.2 MB, all of it read) into 40 KB; and
// nobody looks up the program's own functions by name, so it carries no table of them (0.9 MB).
let staticRuntime = (
  compile: [SwiftSetting.unsafeFlags(["-static-stdlib"], .when(configuration: .release))],
  link: [
    LinkerSetting.unsafeFlags(
      ["-static-stdlib", "-use-ld=lld"]
        + ["-z", "pack-relative-relocs", "--no-export-dynamic"].flatMap { ["-Xlinker", $0] },
      .when(configuration: .release))
  ]
)

// Arithmetic over a whole catalogue is a hundred times slower unoptimised: these rooms are optimised in every build.
let optimised = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let httpServer: Target.Dependency = .product(name: "FlyingFox", package: "FlyingFox")

/// One room of the house; what it may import is the table in Crescendo.docc/Architecture.md.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = strict) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: strict)
}

let themeNames = try FileManager.default.contentsOfDirectory(atPath: Context.packageDirectory + "/Themes")
  .filter { $0.hasSuffix(".yaml") }.sorted()

let package = Package(
  name: "crescendo",
  products: [.executable(name: "crescendo", targets: ["crescendo"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // Floor 0: C, and the themes.
    .target(name: "CCurl"),
    .target(name: "CMPV"),
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw")]),
    .target(name: "Themes", path: "Themes", resources: themeNames.map { .embedInCode($0) }, swiftSettings: strict),

    // Floor 1: words.
    room("Listening"),
    room("Playback", ["Listening"]),
    room("TextUI"),

    // Floor 2: logic.
    room("Recommender", ["Listening"], settings: optimised),
    room("Session", ["Listening", "Playback"]),
    room("Interface", ["Session", "Listening", "Playback", "TextUI"]),

    // Floor 3: the outside.
    room("Runtime", ["Session", "Interface", "Listening", "Playback", "TextUI"]),
    room("Storage", ["Listening", grdb]),
    room("DemoCatalogue", ["Listening"], settings: optimised),
    room("MPVPlayback", ["Playback", "Listening", "CMPV"]),
    room("Terminal", ["TextUI", "CNcurses"]),
    room("DesktopBus", ["Playback", "Listening"]),
    room("MusicSources", ["Listening", "CCurl"]),
    room("Evaluation", ["Recommender", "Listening"], settings: optimised),
    room("Settings", ["TextUI", "Listening", "Themes", yams]),

    // Floor 4: programs.
    .executableTarget(
      name: "crescendo",
      dependencies: [
        "Runtime", "Storage", "MusicSources", "DemoCatalogue", "MPVPlayback", "Terminal", "DesktopBus", "Settings",
        "Evaluation", "Session", "Interface", "Recommender", "Listening", "Playback", "TextUI", arguments, logging,
      ], swiftSettings: strict + staticRuntime.compile, linkerSettings: staticRuntime.link),
    .executableTarget(
      name: "crescendo-bench",
      dependencies: [
        "Storage", "MusicSources", "MPVPlayback", "Terminal", "Evaluation", "Recommender", "Listening", "Playback",
        arguments,
      ], swiftSettings: strict + staticRuntime.compile, linkerSettings: staticRuntime.link),

    // The second book.
    .executableTarget(
      name: "TerminalFixture", dependencies: ["Terminal", "TextUI"], path: "Tests/TerminalFixture",
      swiftSettings: strict),
    tests("Listening"),
    tests("Playback", ["Listening"]),
    tests("TextUI"),
    tests("Recommender", ["Listening"]),
    tests("Session", ["Listening", "Playback"]),
    tests("Interface", ["Session", "Listening", "Playback", "TextUI"]),
    tests("Runtime", ["Session", "Interface", "Listening", "Playback", "TextUI"]),
    tests("Storage", ["Listening", grdb]),
    tests("DemoCatalogue", ["Listening"]),
    tests("MPVPlayback", ["Playback", "Listening", "DemoCatalogue", httpServer]),
    tests("Terminal", ["TextUI", "TerminalFixture"]),
    tests("DesktopBus", ["Playback", "Listening"]),
    tests("MusicSources", ["Listening", "Storage"]),
    tests("Evaluation", ["Recommender", "Listening"]),
    tests("Settings", ["TextUI", "Listening", "Themes"]),
    .testTarget(
      name: "CrescendoTests", dependencies: ["crescendo", "Listening", "Storage", grdb, httpServer],
      swiftSettings: strict),
  ]
)
