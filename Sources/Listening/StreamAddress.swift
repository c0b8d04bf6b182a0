import Foundation

/// An address that may be given to the player. Any other cannot be spelled: no `edl://`, no playlist, no script.
public enum StreamAddress: Hashable, Sendable {
  /// A stream over `https` or `http`.
  case web(URL)
  /// A file at an absolute path inside a folder the listener imported.
  case file(path: String)
  /// Sound made inside the program, by its track's id.
  case own(TrackID)

  /// Accepts `https` and `http` with a host and without control characters, refuses any other text.
  public init?(web text: String) {
    let hidden = text.unicodeScalars.contains { $0.value <= 0x20 || $0.value == 0x7F }
    guard !hidden, let url = URL(string: text), let scheme = url.scheme?.lowercased(),
      scheme == "https" || scheme == "http", let host = url.host, !host.isEmpty
    else { return nil }
    self = .web(url)
  }

  /// A page as it was given, where its address is one of the web; nil for any other text.
  public static func page(_ text: String?) -> String? { text.flatMap { StreamAddress(web: $0) == nil ? nil : $0 } }

  /// Accepts a path below one of `folders` after links and dots are resolved, refuses any other.
  public init?(file path: String, below folders: [String]) {
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    let inside = folders.contains { folder in
      let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().standardizedFileURL.path
      return resolved == root || resolved.hasPrefix(root.hasSuffix("/") ? root : root + "/")
    }
    guard path.hasPrefix("/"), inside else { return nil }
    self = .file(path: resolved)
  }
}

/// Sound made inside the program, read by the player as a file of known size.
///
/// The player calls it from its own threads, one call at a time.
public protocol SoundStream: AnyObject, Sendable {
  /// The whole length in bytes.
  var size: Int { get }
  /// Fills the buffer from the current place and answers how many bytes it wrote; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int
  /// Moves the current place, 0 to `size`.
  func seek(to offset: Int)
}

/// Opens the sound of a track made inside the program; nil where there is none.
public typealias SoundMaker = @Sendable (TrackID) -> (any SoundStream)?
