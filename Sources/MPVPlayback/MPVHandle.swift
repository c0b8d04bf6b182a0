import CMPV
import Foundation

/// One instance of mpv. Only the thread that made it may call it; nothing it does waits for mpv, but `destroy`.
final class MPVHandle {
  private let library: MPVLibrary
  private let handle: OpaquePointer
  private let mailbox: Mailbox
  private let sounds: SoundDoor
  private var lastTicket: UInt64 = 0
  private var isGone = false

  /// Creates and starts an instance that rings `mailbox` when it has something to say.
  init(
    _ library: MPVLibrary, options: [(name: String, value: String)], mailbox: Mailbox, sounds: SoundDoor
  ) throws(MPVFault) {
    guard let handle = library.create() else {
      throw MPVFault("libmpv did not start: numbers must be written as in the locale C (LC_NUMERIC=C)")
    }
    (self.library, self.handle, self.mailbox, self.sounds) = (library, handle, mailbox, sounds)
    // Both contexts live at least as long as the instance: this object keeps them, and `destroy` ends mpv's calls.
    library.setWakeupCallback(
      handle, { context in context.map { Unmanaged<Mailbox>.fromOpaque($0).takeUnretainedValue().ring() } },
      Unmanaged.passUnretained(mailbox).toOpaque())
    do throws(MPVFault) {
      try configure(options)
    } catch {
      destroy()
      throw error
    }
  }

  private func configure(_ options: [(name: String, value: String)]) throws(MPVFault) {
    // Names come and go with mpv's versions; what one of them does not know it does not do either.
    for (name, value) in options { _ = library.setOptionString(handle, name, value) }
    guard library.initialize(handle) >= 0 else { throw MPVFault("libmpv did not start") }
    _ = library.requestLogMessages(handle, "warn")
    _ = library.addProtocol(handle, SoundDoor.scheme, Unmanaged.passUnretained(sounds).toOpaque(), openSound)
    for property in MPVEvent.Property.allCases {
      _ = library.observeProperty(handle, property.rawValue, property.name, property.format)
    }
  }

  deinit { destroy() }

  /// Ends the instance; no call of it comes after. May block: for about a millisecond, seconds where a server hangs.
  func destroy() {
    guard !isGone else { return }
    isGone = true
    library.terminateDestroy(handle)
  }

  /// The next event that waits.
  func next() -> MPVEvent? {
    guard !isGone, let event = library.waitEvent(handle, 0) else { return nil }
    return MPVEvent(event.pointee)
  }

  /// Asks for a command; arguments are taken as they are, nothing in them is expanded. The ticket returns with the reply.
  @discardableResult func command(_ arguments: String...) -> UInt64 {
    request { ticket in
      let copies = arguments.map { strdup($0) }
      defer { copies.forEach { free($0) } }
      var pointers = copies.map { UnsafePointer($0) } + [nil]
      return library.commandAsync(handle, ticket, &pointers)
    }
  }

  /// Asks for a property to be set; the ticket returns with the reply.
  @discardableResult func set(_ name: String, _ value: Bool) -> UInt64 {
    var flag: CInt = value ? 1 : 0
    return request { library.setPropertyAsync(handle, $0, name, MPV_FORMAT_FLAG, &flag) }
  }

  /// Asks for a property to be set; the ticket returns with the reply.
  @discardableResult func set(_ name: String, _ value: Double) -> UInt64 {
    var number = value
    return request { library.setPropertyAsync(handle, $0, name, MPV_FORMAT_DOUBLE, &number) }
  }

  /// Asks for a property to be set from its text; the ticket returns with the reply.
  @discardableResult func set(_ name: String, _ value: String) -> UInt64 {
    value.withCString { text in
      var pointer: UnsafePointer<CChar>? = text
      return request { library.setPropertyAsync(handle, $0, name, MPV_FORMAT_STRING, &pointer) }
    }
  }

  private func request(_ body: (UInt64) -> Int32) -> UInt64 {
    lastTicket += 1
    if !isGone { _ = body(lastTicket) }
    return lastTicket
  }
}
