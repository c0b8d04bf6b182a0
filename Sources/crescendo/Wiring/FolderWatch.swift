import Foundation

/// Tells when a file in a folder was written, moved or taken away.
enum FolderWatch {
  /// Calls `changed` on a thread of its own after each change, for as long as the program runs. A folder that is not there is
  /// not watched.
  static func watch(_ folder: String, changed: @escaping @Sendable () -> Void) {
    let file = inotify_init1(Int32(IN_CLOEXEC))
    guard file >= 0 else { return }
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)
    guard inotify_add_watch(file, folder, events) >= 0 else {
      close(file)
      return
    }
    Thread.detachNewThread {
      var bytes = [UInt8](repeating: 0, count: 4096)
      while read(file, &bytes, bytes.count) > 0 { changed() }
    }
  }
}
