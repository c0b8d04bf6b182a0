import Dispatch
import Glibc

/// Tells when files in a folder change: written, moved in or out, deleted. Through inotify: while nothing changes nothing wakes.
public final class FolderWatch {
  private let source: any DispatchSourceRead

  /// Begins to watch; nil where the folder is not there or the system has no more watches.
  /// - Parameter changed: called on a queue of its own after each burst of changes.
  public init?(_ folder: String, changed: @escaping @Sendable () -> Void) {
    let file = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard file >= 0 else { return nil }
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)
    guard inotify_add_watch(file, folder, events) >= 0 else {
      close(file)
      return nil
    }
    source = DispatchSource.makeReadSource(fileDescriptor: file, queue: DispatchQueue(label: "folder watch"))
    source.setEventHandler {
      Self.drain(file)
      changed()
    }
    source.setCancelHandler { close(file) }
    source.resume()
  }

  deinit { source.cancel() }

  /// Takes what is there: which file changed does not matter.
  private static func drain(_ file: Int32) {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    while read(file, &bytes, bytes.count) > 0 {}
  }
}
