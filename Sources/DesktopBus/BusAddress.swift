import Foundation

/// Where the listener's session bus is.
enum BusAddress {
  /// Its address; nil where there is none. libdbus would look itself, but starts a bus of its own where it finds none.
  static func session(_ environment: [String: String]) -> String? {
    if let stated = environment["DBUS_SESSION_BUS_ADDRESS"], !stated.isEmpty {
      return stated.contains("autolaunch:") ? nil : stated
    }
    guard let folder = environment["XDG_RUNTIME_DIR"], folder.hasPrefix("/") else { return nil }
    let socket = folder + "/bus"
    guard FileManager.default.fileExists(atPath: socket) else { return nil }
    return socket.addingPercentEncoding(withAllowedCharacters: unescaped).map { "unix:path=" + $0 }
  }

  /// What an address may hold as it is (D-Bus specification, server addresses).
  private static let unescaped = CharacterSet(
    charactersIn: "-_/.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
