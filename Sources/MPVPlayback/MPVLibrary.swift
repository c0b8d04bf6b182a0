import CMPV
import Foundation

/// libmpv, opened when a player starts. Function pointers of a loaded library never change and the library is never
/// closed, so the value may be shared.
struct MPVLibrary: @unchecked Sendable {
  typealias Handle = OpaquePointer
  typealias Text = UnsafePointer<CChar>
  typealias Context = UnsafeMutableRawPointer
  typealias Wakeup = @convention(c) (Context?) -> Void
  typealias Arguments = UnsafeMutablePointer<Text?>

  let apiVersion: @convention(c) () -> UInt
  let create: @convention(c) () -> Handle?
  let initialize: @convention(c) (Handle) -> Int32
  let terminateDestroy: @convention(c) (Handle) -> Void
  let setOptionString: @convention(c) (Handle, Text, Text) -> Int32
  let setPropertyAsync: @convention(c) (Handle, UInt64, Text, mpv_format, Context) -> Int32
  let commandAsync: @convention(c) (Handle, UInt64, Arguments) -> Int32
  let observeProperty: @convention(c) (Handle, UInt64, Text, mpv_format) -> Int32
  let requestLogMessages: @convention(c) (Handle, Text) -> Int32
  let waitEvent: @convention(c) (Handle, Double) -> UnsafeMutablePointer<mpv_event>?
  let setWakeupCallback: @convention(c) (Handle, Wakeup?, Context?) -> Void
  let addProtocol: @convention(c) (Handle, Text, Context?, mpv_stream_cb_open_ro_fn) -> Int32

  /// The names it goes by; the first that opens is taken.
  static let names = ["libmpv.so.2", "libmpv.so.1", "libmpv.so"]

  /// The oldest interface whose events carry the number of the file they speak of: 1.108, mpv 0.33.
  private static let oldestVersion: UInt = 1 << 16 | 108

  /// Opens the library.
  ///
  /// - Throws: `MPVFault` with the sentence that says what to install.
  static func open(_ names: [String]) throws(MPVFault) -> MPVLibrary {
    // RTLD_GLOBAL: sound plug-ins that libmpv's libraries load look for symbols among those already there.
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_GLOBAL) }).first else {
      throw MPVFault("libmpv is not installed, so nothing can be heard: install libmpv2 (Debian, Ubuntu) or mpv")
    }
    guard let opened = try? MPVLibrary(library), opened.apiVersion() >= oldestVersion else {
      throw MPVFault("the installed libmpv is too old, so nothing can be heard: install libmpv2, or mpv 0.33 or newer")
    }
    return opened
  }

  private struct Missing: Error {}

  private init(_ library: UnsafeMutableRawPointer) throws(Missing) {
    func symbol<Function>(_ name: String) throws(Missing) -> Function {
      guard let symbol = dlsym(library, "mpv_" + name) else { throw Missing() }
      // The type is that of mpv/client.h for this name; a C function pointer and a symbol have the same bits.
      return unsafeBitCast(symbol, to: Function.self)
    }
    apiVersion = try symbol("client_api_version")
    create = try symbol("create")
    initialize = try symbol("initialize")
    terminateDestroy = try symbol("terminate_destroy")
    setOptionString = try symbol("set_option_string")
    setPropertyAsync = try symbol("set_property_async")
    commandAsync = try symbol("command_async")
    observeProperty = try symbol("observe_property")
    requestLogMessages = try symbol("request_log_messages")
    waitEvent = try symbol("wait_event")
    setWakeupCallback = try symbol("set_wakeup_callback")
    addProtocol = try symbol("stream_cb_add_ro")
  }
}

/// The player cannot work at all.
struct MPVFault: Error {
  /// What to do, for the listener.
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}
