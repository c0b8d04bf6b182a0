import Glibc
import Playback

/// Answers those who call and tells those who listen. Belongs to the thread of its connection.
struct Attendant {
  private let bus: DesktopBus
  private let connection: BusConnection
  private var player = MediaPlayer()
  private var bubble = Bubble()
  private var hasSaidThatNobodyShows = false

  init(_ bus: DesktopBus, _ connection: BusConnection) {
    self.bus = bus
    self.connection = connection
  }

  /// Takes the name under which others look for players. What plays is known by then: the first who asks gets the truth.
  mutating func begin(with news: NowPlaying?) {
    if let news { tell(news) }
    guard bus.offers.player else { return }
    if connection.take(name: MediaPlayer.name) { return bus.log("on the desktop's bus as \(MediaPlayer.name)") }
    let second = MediaPlayer.name + ".instance\(getpid())"
    bus.log(connection.take(name: second) ? "on the desktop's bus as \(second)" : "the desktop's bus gives no name")
  }

  /// Tells what plays now.
  mutating func tell(_ news: NowPlaying) {
    let signals = player.hear(news, position: bus.position())
    if bus.offers.player { for signal in signals { connection.signal(signal) } }
    guard bus.offers.notifications else { return }
    bubble.hear(news)
    callForBubble()
  }

  /// Takes in a message.
  mutating func take(_ message: BusMessage) {
    switch message.kind {
    case .call: answer(message)
    case .answer: if bubble.heard(message.answers, message.values) { callForBubble() }
    case .failure: if bubble.refused(message.answers) { sayThatNobodyShows() }
    case .signal, nil: break
    }
  }

  private func answer(_ message: BusMessage) {
    do throws(BusFailure) {
      guard bus.offers.player else { throw BusFailure("UnknownObject", "there is no player here") }
      let answer = try player.answer(message.call, position: bus.position())
      // Before it is obeyed: who asks the session to end hears that it does.
      if message.wantsAnswer { connection.answer(message, answer.values) }
      if let command = answer.command { bus.obey(command) }
    } catch {
      if message.wantsAnswer { connection.refuse(message, error) }
    }
  }

  private mutating func callForBubble() {
    guard let call = bubble.nextCall() else { return }
    bubble.sent(connection.call(Bubble.service, call))
  }

  private mutating func sayThatNobodyShows() {
    guard !hasSaidThatNobodyShows else { return }
    hasSaidThatNobodyShows = true
    bus.log("nobody on the desktop's bus shows notifications")
  }
}
