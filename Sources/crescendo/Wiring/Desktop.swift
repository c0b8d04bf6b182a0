import DesktopBus
import Logging
import Runtime
import Settings

extension ControlFeed {
  /// Lets the desktop's bus see and steer the session, as far as the listener wants it.
  func joinDesktop(_ configuration: Configuration) {
    let log = Logger(label: "desktop")
    let offers = DesktopBus.Offers(player: configuration.mpris, notifications: configuration.notifications)
    let bus = DesktopBus(
      offers, position: { [bulletin] in bulletin.position }, obey: { self.say($0) }, log: { log.info("\($0)") })
    if let bus { bulletin.watch { now, _ in bus.hear(now) } }
  }
}
