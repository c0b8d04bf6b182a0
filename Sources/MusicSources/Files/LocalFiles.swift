import Foundation
import Listening

/// The listener's own music: a folder with all below it, or a playlist in M3U or XSPF.
///
/// Tags are asked of ffprobe where it is installed, a process a file; without it, or without tags, names speak:
/// `Artist/Album/01 Title.flac` or `Artist - Title.mp3`.
public struct LocalFiles: Sendable {
  /// A track and where its sound is.
  public typealias Own = (track: Track, address: String)

  private let probe: TagProbe?
  private static let endings: Set = [
    "mp3", "flac", "ogg", "oga", "opus", "m4a", "m4b", "aac", "wav", "aif", "aiff", "wv", "ape", "mpc", "wma", "mka",
  ]

  /// Reads tags with ffprobe from the listener's PATH.
  public init() { probe = TagProbe() }

  /// Whether `path` is something that can be read here: a folder or a playlist.
  public static func takes(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return false }
    return isFolder.boolValue || Playlist.Form(path: path) != nil
  }

  /// Reads `path` and hands its tracks over in batches, with what the player is to be let into: the folder, or of a list each
  /// file and no more.
  ///
  /// - Parameters:
  ///   - passedOver: hears how many that seemed to be music are none, or are not there, if there are any.
  ///   - keep: takes a batch, and how many tracks were handed over with it; false stops.
  /// - Returns: how many tracks there were.
  /// - Throws: what reading throws, and what `keep` throws.
  public func read(
    _ path: String, passedOver: (Int) -> Void = { _ in }, keep: ([Own], [String], Int) async throws -> Bool
  ) async throws -> Int {
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    let form = Playlist.Form(path: path)
    let all = try form.map { try Self.entries(inList: path, $0) } ?? Self.entries(inFolder: path)
    let entries = all.filter(Self.isSound)
    if entries.count < all.count { passedOver(all.count - entries.count) }
    var count = 0
    for start in stride(from: 0, to: entries.count, by: 50) {
      var batch: [Own] = []
      for entry in entries[start..<min(start + 50, entries.count)] { batch.append(await own(entry)) }
      count += batch.count
      let open = form == nil ? [path] : batch.map(\.address).filter { $0.hasPrefix("/") }
      guard try await keep(batch, open, count) else { break }
    }
    return count
  }

  private static func entries(inList path: String, _ form: Playlist.Form) throws -> [Playlist.Entry] {
    try Playlist.read(Data(contentsOf: URL(fileURLWithPath: path)), form, at: path)
  }

  private static func entries(inFolder path: String) -> [Playlist.Entry] {
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

  /// A track from what the list says, then the tags, then the file's name.
  private func own(_ entry: Playlist.Entry) async -> Own {
    let isFile = entry.address.hasPrefix("/")
    let tags = isFile ? await probe?.tags(of: entry.address) : nil
    let named = isFile ? FileNameWords(entry.address) : FileNameWords(lastPart: entry.address)
    let artist = tags?.artist ?? entry.artist ?? named.artist ?? "unknown"
    let track = Track(
      id: TrackID(.file, Self.key(entry.address)), title: tags?.title ?? entry.title ?? named.title,
      artist: Credit(id: ArtistID(.file, Self.key(artist)), name: artist), duration: tags?.duration ?? entry.duration,
      tags: tags?.genres ?? [])
    return (track, entry.address)
  }

  private static func key(_ text: String) -> String {
    let key = String(text.unicodeScalars.filter { $0.properties.generalCategory != .control })
    return key.isEmpty ? "unknown" : key
  }
}

/// What a file's name says of its track.
struct FileNameWords {
  var artist: String?
  var title: String

  /// Reads `Artist - Title.mp3`, or a title in the folder of an album in the folder of an artist.
  init(_ path: String) {
    self.init(lastPart: path)
    let parts = path.split(separator: "/")
    if artist == nil, parts.count >= 3 { artist = String(parts[parts.count - 3]) }
  }

  /// Reads the last part alone.
  init(lastPart path: String) {
    let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let bare = name.drop { $0.isNumber || " .-_".contains($0) }
    let words = bare.isEmpty ? name : String(bare)
    let parts = words.components(separatedBy: " - ")
    artist = parts.count > 1 ? parts[0] : nil
    title = parts.count > 1 ? parts.dropFirst().joined(separator: " - ") : words
  }
}
