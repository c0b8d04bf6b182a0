import CMPV
import Foundation
import Listening

/// The door through which mpv reads sound made inside the program: the addresses `crescendo://<track id>`.
final class SoundDoor: Sendable {
  static let scheme = "crescendo"
  private let sounds: SoundMaker

  init(_ sounds: @escaping SoundMaker) { self.sounds = sounds }

  /// The address of a track's sound; the id is percent-encoded.
  static func address(of track: TrackID) -> String {
    let id = track.description.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return scheme + "://" + id
  }

  /// The sound behind an address.
  fileprivate func open(_ address: String) -> (any SoundStream)? {
    let encoded = address.dropFirst((Self.scheme + "://").count)
    guard let text = String(encoded).removingPercentEncoding, let track = TrackID(parsing: text) else { return nil }
    return sounds(track)
  }
}

/// One open sound, kept alive by mpv's reference until it closes it.
private final class OpenSound: Sendable {
  let stream: any SoundStream

  init(_ stream: any SoundStream) { self.stream = stream }

  /// The sound behind a cookie: every cookie was made by `openSound`, and mpv gives none back after closing it.
  static func behind(_ cookie: UnsafeMutableRawPointer?) -> OpenSound? {
    cookie.map { Unmanaged<OpenSound>.fromOpaque($0).takeUnretainedValue() }
  }
}

/// Called by mpv, from a thread of its own, to open an address; `context` is the door given at registration.
let openSound: mpv_stream_cb_open_ro_fn = { context, address, info in
  guard let context, let address, let info,
    let stream = Unmanaged<SoundDoor>.fromOpaque(context).takeUnretainedValue().open(String(cString: address))
  else { return MPV_ERROR_LOADING_FAILED.rawValue }
  // Released by `close_fn`, which mpv calls exactly once.
  info.pointee.cookie = Unmanaged.passRetained(OpenSound(stream)).toOpaque()
  info.pointee.size_fn = { OpenSound.behind($0).map { Int64($0.stream.size) } ?? -1 }
  info.pointee.read_fn = { cookie, buffer, count in
    guard let sound = OpenSound.behind(cookie), let buffer else { return -1 }
    return Int64(sound.stream.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(clamping: count))))
  }
  info.pointee.seek_fn = { cookie, offset in
    guard let sound = OpenSound.behind(cookie), 0...Int64(sound.stream.size) ~= offset else { return -1 }
    sound.stream.seek(to: Int(offset))
    return offset
  }
  info.pointee.close_fn = { cookie in
    if let cookie { Unmanaged<OpenSound>.fromOpaque(cookie).release() }
  }
  return 0
}
