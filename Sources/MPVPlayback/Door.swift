import Foundation
import Listening

/// The only way to libmpv, which trusts whatever it is given: an address becomes the text it opens, or is refused.
enum Door {
  /// The text for an address.
  ///
  /// - Throws: `Refusal` with the sentence for the listener.
  static func text(for address: StreamAddress) throws(Refusal) -> String {
    switch address {
    case .own(let track): return SoundDoor.address(of: track)
    case .web(let url):
      guard let checked = StreamAddress(web: url.absoluteString), case .web(let url) = checked else {
        throw Refusal("only https and http addresses are opened")
      }
      return url.absoluteString
    case .file(let path): return try checked(path)
    }
  }

  /// A path that leads to a plain file: a pipe would hang, a folder be taken for a list.
  private static func checked(_ path: String) throws(Refusal) -> String {
    let hidden = path.unicodeScalars.contains { $0.value == 0 }
    guard path.hasPrefix("/"), !hidden else { throw Refusal("its path is not one that can be opened") }
    let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    guard let kind else { throw Refusal("the file is gone: import its folder again") }
    guard kind == .typeRegular else { throw Refusal("the path leads to no plain file") }
    return path
  }
}

/// An address that is not opened.
struct Refusal: Error {
  /// Why, for the listener.
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}
