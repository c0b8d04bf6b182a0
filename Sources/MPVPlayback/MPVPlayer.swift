import Dispatch
import Foundation
import Listening
import Playback
import Synchronization

/// The player on libmpv, which is loaded by the player's own thread after `start`.
///
/// Where libmpv is missing or does not start, it says `unavailable` and takes no command. The process must count in the
/// locale C (`LC_NUMERIC`), or libmpv refuses to start.
public final class MPVPlayer: Player {
  /// Who listens. A function alone in a `Mutex` is wrapped anew at each look, until calling it overflows the stack.
  private struct Listener {
    let tell: @Sendable (PlayerEvent) -> Void
  }

  private let mailbox = Mailbox()
  private let door: SoundDoor
  private let audioOutput: String?
  private let libraryNames: [String]
  private let listener = Mutex<Listener?>(nil)
  /// Entered while there may be sound.
  private let sounding = DispatchGroup()

  /// How long `shutDown` waits, in seconds. A server that hangs is then left to the end of the process.
  private static let patience = 0.5

  /// How long the reason of a failure is waited for, in seconds.
  private static let reasonTime = 0.05

  /// A player at rest.
  ///
  /// - Parameters:
  ///   - audioOutput: a name of mpv's `ao`, such as `pipewire`, or `null` for silence in real time; nil lets mpv choose.
  ///   - sounds: opens the sounds made inside the program.
  public convenience init(audioOutput: String?, sounds: @escaping SoundMaker) {
    self.init(audioOutput: audioOutput, sounds: sounds, libraryNames: MPVLibrary.names)
  }

  init(audioOutput: String?, sounds: @escaping SoundMaker, libraryNames: [String]) {
    self.audioOutput = audioOutput
    self.libraryNames = libraryNames
    door = SoundDoor(sounds)
  }

  /// Begins work on a thread of its own; the handler must not call `shutDown`.
  public func start(_ handler: @escaping @Sendable (PlayerEvent) -> Void) {
    let isFirst = listener.withLock { listener in
      defer { listener = listener ?? Listener(tell: handler) }
      return listener == nil
    }
    guard isFirst, !mailbox.isClosed else { return }
    let thread = Thread { [self] in work() }
    thread.name = "player"
    thread.start()
  }

  /// Passes a command on; before `start` it is kept, after `shutDown` dropped.
  public func send(_ command: PlayerCommand) { mailbox.post(command) }

  /// Ends all sound and frees the device.
  public func shutDown() {
    mailbox.close()
    listener.withLock { $0 = nil }
    // A library that is still being loaded, which may take long, makes no sound and is not waited for.
    _ = sounding.wait(timeout: .now() + Self.patience)
  }

  private func work() {
    do throws(MPVFault) {
      let library = try MPVLibrary.open(libraryNames)
      guard !mailbox.isClosed else { return }
      sounding.enter()
      defer { sounding.leave() }
      let desk = try openDesk(library)
      while !mailbox.isClosed {
        let commands = mailbox.wait(atMost: desk.awaitsReason ? Self.reasonTime : nil)
        commands?.forEach(desk.obey)
        guard desk.listen(isLate: commands == nil) else {
          throw MPVFault("libmpv ended by itself: start the program again")
        }
      }
      desk.end()
    } catch {
      mailbox.close()
      tell(.unavailable(error.sentence))
    }
  }

  private func openDesk(_ library: MPVLibrary) throws(MPVFault) -> Desk {
    let options = MPVOptions.all(audioOutput: audioOutput)
    let (mailbox, door) = (mailbox, door)
    return try Desk(
      asked: audioOutput,
      makeDeck: { () throws(MPVFault) in
        Deck(try MPVHandle(library, options: options, mailbox: mailbox, sounds: door))
      },
      tell: tell)
  }

  /// Events are told under the lock, so that none arrives once `shutDown` has taken the handler away.
  private func tell(_ event: PlayerEvent) {
    listener.withLock { $0?.tell(event) }
  }
}
