/// The interfaces at our path: what may be called, and how `Introspect` describes it.
enum BusInterface {
  static let properties = "org.freedesktop.DBus.Properties"
  static let introspectable = "org.freedesktop.DBus.Introspectable"
  static let peer = "org.freedesktop.DBus.Peer"

  /// A method with the types of what goes in and comes out, or a signal.
  private struct Member {
    let name: String
    var takes: [String] = []
    var gives: [String] = []
  }

  private static let methods: [(interface: String, members: [Member])] = [
    (introspectable, [Member(name: "Introspect", gives: ["s"])]),
    (peer, [Member(name: "Ping")]),
    (
      properties,
      [
        Member(name: "Get", takes: ["s", "s"], gives: ["v"]), Member(name: "GetAll", takes: ["s"], gives: ["a{sv}"]),
        Member(name: "Set", takes: ["s", "s", "v"]),
      ]
    ),
    (MediaPlayer.root, [Member(name: "Raise"), Member(name: "Quit")]),
    (
      MediaPlayer.player,
      ["Next", "Previous", "Pause", "PlayPause", "Stop", "Play"].map { Member(name: $0) } + [
        Member(name: "Seek", takes: ["x"]), Member(name: "SetPosition", takes: ["o", "x"]),
        Member(name: "OpenUri", takes: ["s"]),
      ]
    ),
  ]

  private static let signals = [
    properties: [Member(name: "PropertiesChanged", takes: ["s", "a{sv}", "as"])],
    MediaPlayer.player: [Member(name: "Seeked", takes: ["x"])],
  ]

  /// The properties that may be set.
  static let writable: Set<String> = ["Volume", "Rate"]
}

extension BusInterface {
  /// The interface that a call is for, its method and arguments being there; callers may leave the interface's name out.
  static func interface(of call: BusCall) throws(BusFailure) -> String {
    let asked = methods.filter { call.interface == nil || $0.interface == call.interface }
    guard let first = asked.first else { throw .noInterface(call.interface ?? "") }
    for (interface, members) in asked {
      guard let method = members.first(where: { $0.name == call.member }) else { continue }
      guard method.takes == call.arguments.map(\.signature) else {
        throw BusFailure("InvalidArgs", "\(call.member) wants arguments of the types \"\(method.takes.joined())\"")
      }
      return interface
    }
    throw BusFailure("UnknownMethod", "there is no method \(call.member) in \(call.interface ?? first.interface)")
  }
}

extension BusInterface {
  /// All of it in the XML of the D-Bus specification.
  static let description = "<node>" + methods.map(described).joined() + "</node>"

  private static func described(_ interface: String, _ members: [Member]) -> String {
    let parts = members.map(described(method:)) + (signals[interface] ?? []).map(described(signal:))
    return "<interface name=\"\(interface)\">" + parts.joined() + properties(of: interface) + "</interface>"
  }

  private static func described(method: Member) -> String {
    let takes = method.takes.map { "<arg direction=\"in\" type=\"\($0)\"/>" }
    let gives = method.gives.map { "<arg direction=\"out\" type=\"\($0)\"/>" }
    return "<method name=\"\(method.name)\">" + (takes + gives).joined() + "</method>"
  }

  private static func described(signal: Member) -> String {
    "<signal name=\"\(signal.name)\">" + signal.takes.map { "<arg type=\"\($0)\"/>" }.joined() + "</signal>"
  }

  private static func properties(of interface: String) -> String {
    let values = MediaPlayer().properties(of: interface) ?? [:]
    let kept = values.sorted { $0.key < $1.key }.map { name, value in
      let access = writable.contains(name) ? "readwrite" : "read"
      return "<property name=\"\(name)\" type=\"\(value.signature)\" access=\"\(access)\"/>"
    }
    return kept.joined() + (interface == MediaPlayer.player ? position : "")
  }

  /// The one property that changes by itself: nobody is told.
  private static let position =
    "<property name=\"Position\" type=\"x\" access=\"read\">"
    + "<annotation name=\"org.freedesktop.DBus.Property.EmitsChangedSignal\" value=\"false\"/></property>"
}

extension BusFailure {
  static func noObject(_ path: String) -> BusFailure { BusFailure("UnknownObject", "there is nothing at \(path)") }
  static func noInterface(_ name: String) -> BusFailure {
    BusFailure("UnknownInterface", "there is no interface \(name)")
  }
  static func noProperty(_ name: String) -> BusFailure { BusFailure("UnknownProperty", "there is no property \(name)") }
}
