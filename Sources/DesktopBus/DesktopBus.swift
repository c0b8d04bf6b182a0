import Foundation
import Playback
import Synchronization

/// The session on the listener's desktop: a media player for media keys, widgets and scrobblers, and a notification when a track begins.
///
/// All of it is done by one thread, which sleeps until a message comes or `hear` has news. Where libdbus, the bus or its address is
/// missing there is a line in the log, and nothing else.
public final class DesktopBus: Sendable {
  /// What is offered on the bus.
  public struct Offers: Hashable, Sendable {
    /// A media player, for others to see and to steer.
    public var player: Bool
    /// A notification when a track begins.
    public var notifications: Bool

    /// States it.
    public init(player: Bool, notifications: Bool) {
      self.player = player
      self.notifications = notifications
    }
  }

  private struct State {
    var news: NowPlaying?
    var hasBegun = false
    var isOver = false
  }

  private let state = Mutex(State())
  private let wake: Wake
  let offers: Offers
  let position: @Sendable () -> Double
  let obey: @Sendable (RemoteCommand) -> Void
  let log: @Sendable (String) -> Void
  private let environment: [String: String]

  /// Prepares all; nothing is opened before there is something to tell. Nil where nothing is offered.
  /// - Parameters:
  ///   - position: where the track on stage is, in seconds; called from the bus's thread.
  ///   - obey: takes what others want, from the bus's thread.
  ///   - log: takes a line for the log.
  public init?(
    _ offers: Offers, environment: [String: String] = ProcessInfo.processInfo.environment,
    position: @escaping @Sendable () -> Double, obey: @escaping @Sendable (RemoteCommand) -> Void,
    log: @escaping @Sendable (String) -> Void
  ) {
    guard offers.player || offers.notifications, let wake = Wake() else { return nil }
    (self.offers, self.environment, self.wake) = (offers, environment, wake)
    (self.position, self.obey, self.log) = (position, obey, log)
  }

  /// Takes in what plays now, and tells it. Returns at once. From any thread.
  public func hear(_ now: NowPlaying) {
    let isFirst = state.withLock { state in
      state.news = now
      defer { state.hasBegun = true }
      return !state.hasBegun
    }
    if isFirst { Thread.detachNewThread { self.run() } } else { wake.raise() }
  }

  /// Leaves the bus; returns before that is done.
  public func end() {
    state.withLock { $0.isOver = true }
    wake.raise()
  }

  /// What there is to tell since it was asked for last; `isOver` once all is to end.
  private func take() -> (news: NowPlaying?, isOver: Bool) {
    state.withLock { state in
      defer { state.news = nil }
      return (state.news, state.isOver)
    }
  }

  private func run() {
    do throws(BusFault) {
      let connection = try Self.connect(environment)
      var attendant = Attendant(self, connection)
      attendant.begin(with: take().news)
      while connection.isOpen {
        while let message = connection.next() { attendant.take(message) }
        connection.wait(wake)
        let (news, isOver) = take()
        if isOver { return }
        if let news { attendant.tell(news) }
      }
      log("the desktop's bus is gone")
    } catch {
      log("no desktop bus, so no media keys: \(error.sentence)")
    }
  }

  private static func connect(_ environment: [String: String]) throws(BusFault) -> BusConnection {
    guard let library = DBusLibrary.open() else { throw BusFault("\(DBusLibrary.name) is not installed") }
    guard let address = BusAddress.session(environment) else { throw BusFault("DBUS_SESSION_BUS_ADDRESS names none") }
    return try BusConnection(library, at: address)
  }
}

extension DesktopBus {
  /// How long a bus may take to answer `problem`, in seconds.
  private static let patience = 2.0

  /// Why there is no bus here, in a few words; nil where one answers.
  public static func problem(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    let answer = Mutex<String?>("it does not answer")
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let problem: String?
      do throws(BusFault) {
        _ = try connect(environment)
        problem = nil
      } catch {
        problem = error.sentence
      }
      answer.withLock { $0 = problem }
      done.signal()
    }
    _ = done.wait(timeout: .now() + patience)
    return answer.withLock { $0 }
  }
}
