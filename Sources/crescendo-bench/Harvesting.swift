import Foundation
import Listening
import MusicSources
import Storage
import Synchronization

/// Favourites from a service into the catalogue: asked over one connection, decoded, stored.
///
/// The service is this program again, as a process of its own: its work is not the harvest's. `CRESCENDO_BENCH_FAVOURITES`
/// asks for more favourites than 300,000, to see the memory over a long harvest.
enum Harvesting {
  static let figures = [
    Figure(name: "harvest") { runs in
      if ProcessInfo.processInfo.environment[role] != nil { try Crowd().serve() }
      let wanted = ProcessInfo.processInfo.environment["CRESCENDO_BENCH_FAVOURITES"].flatMap { Int($0) } ?? 300_000
      var rates: [Int] = []
      var lines: [String] = []
      for _ in 0..<(wanted > 300_000 ? 1 : min(runs, 3)) {
        let run = try measure(wanted)
        rates.append(run.rate)
        lines = run.lines
      }
      return lines + ["favourites a second decoded and stored at the median: \(rates.sorted()[rates.count / 2])"]
    }
  ]

  fileprivate static let role = "CRESCENDO_BENCH_CROWD"

  private static func measure(_ wanted: Int) throws -> (rate: Int, lines: [String]) {
    try Workshop.withHome { home in
      let service = try Service()
      defer { service.end() }
      let catalogue = try SQLiteCatalogue(at: URL(fileURLWithPath: home + "/catalogue.sqlite"))
      let memory = Mutex<[(favourites: Int, megabytes: Int)]>([])
      let (url, before) = (service.url, processorSeconds())
      let done = Mutex<HarvestReport?>(nil)
      try blocking {
        try await catalogue.seed((0..<20).map { .favouriters(TrackID(.soundcloud, "\($0 * 37)")) }, source: .soundcloud)
        let answers = KeptAnswers(CurlClient(agent: "crescendo-bench"), in: URL(fileURLWithPath: home + "/answers"))
        let harvester = Harvester(source: try source(url, answers), store: catalogue, answers: answers)
        let report = try await harvester.run(wanted: wanted) { report in
          memory.withLock { marks in
            let next = (marks.count + 1) * max(100_000, wanted / 10)
            if report.progress.favourites >= next { marks.append((report.progress.favourites, residentMegabytes())) }
          }
          return true
        }
        done.withLock { $0 = report }
      }
      guard let report = done.withLock({ $0 }) else { throw BenchError("nothing was harvested") }
      let (progress, seconds) = (report.progress, processorSeconds() - before)
      return (
        Int(report.perSecond ?? 0),
        [
          "\(progress.favourites) favourites, \(progress.pages) pages, \(progress.tracks) tracks, \(progress.listeners) "
            + String(format: "listeners in %.1f s, %.1f s of processor", report.seconds, seconds),
          String(format: "%.1f s of it asking and reading, %.1f s storing", report.asking, report.storing),
          "resident memory: "
            + memory.withLock { $0.map { "\($0.megabytes) MB at \($0.favourites)" } }.joined(separator: ", "),
        ]
      )
    }
  }

  private static func source(_ url: URL, _ http: any HTTPClient) throws -> SoundCloudSource {
    let token = SoundCloudCredentials.Token(
      access: "t", refresh: nil, expires: Date().addingTimeInterval(36_000), isListeners: true)
    return SoundCloudSource(
      api: url, auth: url, store: Pocket(SoundCloudCredentials(clientID: "i", clientSecret: "s", token: token)),
      http: http, perSecond: 1e6)
  }

  private static func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func residentMegabytes() -> Int {
    let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
    return (words.flatMap { Int($0[1]) } ?? 0) * 4096 / 1_000_000
  }
}

/// Credentials that are nowhere but here.
private struct Pocket: CredentialStore, CredentialTurn {
  let credentials: SoundCloudCredentials
  init(_ credentials: SoundCloudCredentials) { self.credentials = credentials }
  func load() -> SoundCloudCredentials? { credentials }
  func store(_: SoundCloudCredentials?) {}
  func turn() async -> any CredentialTurn { self }
  func end() {}
}

/// The service's process.
private final class Service {
  let url: URL
  private let process = Process()

  init() throws {
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["harvest"]
    process.environment = ProcessInfo.processInfo.environment.merging([Harvesting.role: "1"]) { $1 }
    process.standardOutput = pipe
    try process.run()
    let port = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    guard let number = Int(port.trimmingCharacters(in: .whitespacesAndNewlines)),
      let url = URL(string: "http://127.0.0.1:\(number)")
    else { throw BenchError("the service did not begin") }
    self.url = url
  }

  func end() {
    process.terminate()
    process.waitUntilExit()
  }
}
