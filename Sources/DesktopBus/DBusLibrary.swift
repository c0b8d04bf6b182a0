import Glibc

/// libdbus, opened when a session has begun. Function pointers of a loaded library never change and the library is never closed, so
/// the value may be shared; what they are called with belongs to one thread.
struct DBusLibrary: @unchecked Sendable {
  typealias Connection = OpaquePointer
  typealias Message = OpaquePointer
  typealias Text = UnsafePointer<CChar>
  /// Room for a `DBusMessageIter`, or for the value that is read or written.
  typealias Room = UnsafeMutableRawPointer
  /// A `dbus_bool_t`.
  typealias Truth = UInt32

  let setChangeSIGPIPE: @convention(c) (Truth) -> Void
  let openPrivate: @convention(c) (Text, Room?) -> Connection?
  let setExitOnDisconnect: @convention(c) (Connection, Truth) -> Void
  let register: @convention(c) (Connection, Room?) -> Truth
  let requestName: @convention(c) (Connection, Text, UInt32, Room?) -> Int32
  let descriptor: @convention(c) (Connection, UnsafeMutablePointer<Int32>) -> Truth
  let isConnected: @convention(c) (Connection) -> Truth
  let readWrite: @convention(c) (Connection, Int32) -> Truth
  let popMessage: @convention(c) (Connection) -> Message?
  let hasMessagesToSend: @convention(c) (Connection) -> Truth
  let send: @convention(c) (Connection, Message, UnsafeMutablePointer<UInt32>?) -> Truth
  let close: @convention(c) (Connection) -> Void
  let forgetConnection: @convention(c) (Connection) -> Void

  let newCall: @convention(c) (Text, Text, Text, Text) -> Message?
  let newSignal: @convention(c) (Text, Text, Text) -> Message?
  let newReturn: @convention(c) (Message) -> Message?
  let newError: @convention(c) (Message, Text, Text) -> Message?
  let forgetMessage: @convention(c) (Message) -> Void
  let kind: @convention(c) (Message) -> Int32
  let path: @convention(c) (Message) -> Text?
  let interface: @convention(c) (Message) -> Text?
  let member: @convention(c) (Message) -> Text?
  let replySerial: @convention(c) (Message) -> UInt32
  let wantsNoReply: @convention(c) (Message) -> Truth

  let beginReading: @convention(c) (Message, Room) -> Truth
  let type: @convention(c) (Room) -> Int32
  let read: @convention(c) (Room, Room) -> Void
  let next: @convention(c) (Room) -> Truth
  let enter: @convention(c) (Room, Room) -> Void
  let beginWriting: @convention(c) (Message, Room) -> Void
  let write: @convention(c) (Room, Int32, UnsafeRawPointer) -> Truth
  let openContainer: @convention(c) (Room, Int32, Text?, Room) -> Truth
  let closeContainer: @convention(c) (Room, Room) -> Truth

  /// The name it goes by.
  static let name = "libdbus-1.so.3"

  /// Opens the library; nil where it is not installed, or lacks something.
  static func open(_ name: String = name) -> DBusLibrary? {
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    return try? DBusLibrary(library)
  }

  private struct Missing: Error {}

  private init(_ library: UnsafeMutableRawPointer) throws(Missing) {
    func symbol<Function>(_ name: String) throws(Missing) -> Function {
      guard let symbol = dlsym(library, "dbus_" + name) else { throw Missing() }
      // The type is that of dbus.h for this name; a C function pointer and a symbol have the same bits.
      return unsafeBitCast(symbol, to: Function.self)
    }
    setChangeSIGPIPE = try symbol("connection_set_change_sigpipe")
    openPrivate = try symbol("connection_open_private")
    setExitOnDisconnect = try symbol("connection_set_exit_on_disconnect")
    register = try symbol("bus_register")
    requestName = try symbol("bus_request_name")
    descriptor = try symbol("connection_get_unix_fd")
    isConnected = try symbol("connection_get_is_connected")
    readWrite = try symbol("connection_read_write")
    popMessage = try symbol("connection_pop_message")
    hasMessagesToSend = try symbol("connection_has_messages_to_send")
    send = try symbol("connection_send")
    close = try symbol("connection_close")
    forgetConnection = try symbol("connection_unref")
    newCall = try symbol("message_new_method_call")
    newSignal = try symbol("message_new_signal")
    newReturn = try symbol("message_new_method_return")
    newError = try symbol("message_new_error")
    forgetMessage = try symbol("message_unref")
    kind = try symbol("message_get_type")
    path = try symbol("message_get_path")
    interface = try symbol("message_get_interface")
    member = try symbol("message_get_member")
    replySerial = try symbol("message_get_reply_serial")
    wantsNoReply = try symbol("message_get_no_reply")
    beginReading = try symbol("message_iter_init")
    type = try symbol("message_iter_get_arg_type")
    read = try symbol("message_iter_get_basic")
    next = try symbol("message_iter_next")
    enter = try symbol("message_iter_recurse")
    beginWriting = try symbol("message_iter_init_append")
    write = try symbol("message_iter_append_basic")
    openContainer = try symbol("message_iter_open_container")
    closeContainer = try symbol("message_iter_close_container")
  }
}
