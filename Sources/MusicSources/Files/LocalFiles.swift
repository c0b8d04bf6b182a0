import Foundation
import Listening

/// The listener's own music: a folder with all below it, a playlist in M3U, XSPF or JSPF, or one file.
///
/// Tags are asked of ffprobe where it is installed, a process a file; without it, or without tags, names speak:
/// `Artist/Album/01 Title.flac` or `Artist - Title.mp3`.
public struct LocalFiles: Sendable {
  /// A track and where its sound is.
  public typealias Own = (track: Track, address: String)

  private let probe: TagProbe?
  /// So many files are asked about at the same time: a process each.
  private static let atOnce = max(2, ProcessInfo.processInfo.activeProcessorCount)
  private static let endings: Set = [
    "mp3", "flac", "ogg", "oga", "opus", "m4a", "m4b", "aac", "wav", "aif", "aiff", "wv", "ape", "mpc", "wma", "mka",
  ]

  /// Reads tags with ffprobe from the listener's PATH.
  public init() { probe = TagProbe() }

  /// Whether `path` is something that can be read here: a folder, a playlist or a file of music.
  public static func takes(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return false }
    return isFolder.boolValue || Playlist.Form(path: path) != nil || isMusic(path)
  }

  /// Reads `path` and hands its tracks over in batches, with what the player is to be let into: the folder, or of a list each
  /// file and no more.
  ///
  /// - Parameters:
  ///   - passedOver: hears at the end how many that seemed to be music are none, or are not there, if there are any.
  ///   - keep: takes a batch, and how many tracks were handed over with it; false stops.
  /// - Returns: how many tracks there were.
  /// - Throws: what reading throws, and what `keep` throws.
  public func read(
    _ path: String, passedOver: (Int) -> Void = { _ in }, keep: ([Own], [String], Int) async throws -> Bool
  ) async throws -> Int {
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    let form = Playlist.Form(path: path)
    let all = try form.map { try Self.entries(inList: path, $0) } ?? Self.entries(at: path)
    let entries = all.filter(Self.isSound)
    let root = form == nil ? path : (path as NSString).deletingLastPathComponent
    var (count, passed) = (0, all.count - entries.count)
    for start in stride(from: 0, to: entries.count, by: 50) {
      let found = await own(entries[start..<min(start + 50, entries.count)], below: root)
      let batch = found.compactMap { $0 }
      (count, passed) = (count + batch.count, passed + found.count - batch.count)
      let open = form == nil ? [path] : batch.map(\.address).filter { $0.hasPrefix("/") }
      guard try await keep(batch, open, count) else { break }
    }
    if passed > 0 { passedOver(passed) }
    return count
  }

  /// The tracks in order, a few asked about at a time; nil in place of what holds no sound.
  private func own(_ entries: ArraySlice<Playlist.Entry>, below root: String) async -> [Own?] {
    await withTaskGroup(of: (Int, Own?).self) { group in
      var found = [Own?](repeating: nil, count: entries.count)
      var waiting = entries.enumerated().makeIterator()
      func begin() {
        guard let (place, entry) = waiting.next() else { return }
        group.addTask { (place, await own(entry, below: root)) }
      }
      for _ in 0..<Self.atOnce { begin() }
      for await (place, own) in group {
        found[place] = own
        begin()
      }
      return found
    }
  }

  private static func entries(inList path: String, _ form: Playlist.Form) throws -> [Playlist.Entry] {
    try Playlist.read(Data(contentsOf: URL(fileURLWithPath: path)), form, at: path)
  }

  /// The music in a folder, or one file of it.
  private static func entries(at path: String) -> [Playlist.Entry] {
    guard !isMusic(path) else { return [Playlist.Entry(address: path)] }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter(isMusic).sorted().map { Playlist.Entry(address: path + "/" + $0) }
  }

  /// Whether the player can take it: a web address, or a file of music that is there. A list from elsewhere must open nothing
  /// else, and a name that is no UTF-8 cannot be opened again.
  private static func isSound(_ entry: Playlist.Entry) -> Bool {
    guard entry.address.hasPrefix("/") else { return StreamAddress(web: entry.address) != nil }
    var facts = stat()
    return isMusic(entry.address) && stat(entry.address, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }

  private static func isMusic(_ path: String) -> Bool {
    endings.contains((path as NSString).pathExtension.lowercased())
  }

  /// A track from what the list says, then the tags, then the file's name; nil for a file without sound.
  private func own(_ entry: Playlist.Entry, below root: String) async -> Own? {
    let isFile = entry.address.hasPrefix("/")
    let reading = isFile ? await probe?.read(entry.address) ?? .unread : .unread
    if reading == .noSound { return nil }
    let tags = reading.tags
    let named = FileNameWords(entry.address, below: root)
    let artist = tags?.artist ?? entry.artist ?? named.artist ?? "unknown"
    let track = Track(
      id: TrackID(.file, named: entry.address), title: tags?.title ?? entry.title ?? named.title,
      artist: Credit(id: ArtistID(.file, named: artist), name: artist), duration: tags?.duration ?? entry.duration,
      tags: tags?.genres ?? [])
    return (track, entry.address)
  }
}

/// What a file's name says of its track.
struct FileNameWords {
  var artist: String?
  var title: String

  /// Reads `Artist - Title.mp3`, or a title in the folder of an artist, an album's between them or not, as far as these lie below
  /// `root`: folders above it are not called after artists.
  init(_ path: String, below root: String) {
    let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    // A number of up to three digits with a dot, a dash or a zero: "01 Title", "7. Title", but not "50 Cent" or "99 Luftballons".
    let bare = name.replacing(/^(\d{1,3}\s*[.\-_]\s*|0\d{1,2}\s+)+(?=.)/, with: "")
    let parts = bare.components(separatedBy: " - ")
    title = parts.count > 1 ? parts.dropFirst().joined(separator: " - ") : bare
    let folders = path.hasPrefix(root + "/") ? path.dropFirst(root.count).split(separator: "/").dropLast() : []
    artist = parts.count > 1 ? parts[0] : (folders.dropLast().last ?? folders.last).map(String.init)
  }
}
