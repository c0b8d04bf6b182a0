import Foundation
import Listening

extension Configuration {
  /// The text of `config init`: every key with its usual value or an example, and what it is for, all of it commented out.
  public static let commentedText = """
    # Crescendo's configuration. Take the "#" before a line away to use it; every line shows the usual value or an example.
    # The program reads this file and never writes it. `crescendo doctor` checks it.

    # A name from `crescendo themes`, or of a file in the folder "themes" beside this one.
    #theme: terminal
    # Or one for dark terminals and one for light ones:
    #theme: { dark: nord, light: alucard }

    # auto, never, 8, 16, 256, or exact (changes the terminal's palette while the program runs).
    #color: auto

    # How far under the radar: open, easy, medium or hard.
    #radar: medium

    # The track that was left, held (paused), as it was (resume) or playing (play).
    #startup: paused

    # demo, catalogue, audius or soundcloud.
    #source: demo

    # Whether one slot in ten may be drawn to learn something new.
    #exploration: true

    # The sound output as mpv names it, such as pipewire, alsa or null.
    #audio_output: alsa

    # A program of yours that is told of what happens, one event a call: its name is the argument (start, finish, save, discard, later,
    # clear, skip, name, undo, redo, buffering, resume, refill, train, quit), the rest is JSON on its standard input. For notifications,
    # scrobbling, lists of your own.
    #hook: ~/bin/crescendo-hook

    # Whether the desktop's media keys and programs steer the session and see what plays (MPRIS, over the session's D-Bus).
    #mpris: true

    # Whether the desktop shows a notification when a track begins.
    #notifications: false

    # Whether clicks and the wheel are taken; Shift still selects text in most terminals.
    #mouse: true

    # Whether the time moves once a second while playing (false is quiet for tmux's activity monitor).
    #clock: true

    # Whether the window's title says what plays.
    #title: true

    # How rows, the playing track, the window's title and notifications are worded; without these lines rows are in columns. The names:
    # {title}, {artist}, {length}, {heard}, {kept}, {why}, {state}, {verdict}, {position}, {tags}, {radar}, {page}. A part in [ ] goes
    # when a name in it has nothing to say; a backslash takes the meaning off the sign behind it. The first line of a notification is its
    # heading.
    #formats:
    #  row: "{artist} – {title}[ ({length})]"
    #  playing: "{title}[ · {tags}]"
    #  title: "[{artist} – ]{title}[ ({verdict})]"
    #  notification: "{title}\\n{artist}[ · {why}]"

    # Keys: a preset (default, pianobar, cmus or mpv), then changes to it. `crescendo keys` lists the commands.
    # Several keys in a row make a sequence; none takes a key away. Write Ctrl-D, space, left, PgUp, Home.
    #keys:
    #  preset: default
    #  "t t": taste
    #  Ctrl-D: none

    # Sources. The addresses are for a mirror or a stand-in; SoundCloud's credentials are never written here: `crescendo connect soundcloud`.
    #sources:
    #  audius:
    #    api: https://api.audius.co/v1
    # An API key of your own, if you have one; nothing here needs it:
    #    key: abc
    #  soundcloud:
    # A save also likes the track there, a withdrawn save unlikes it:
    #    sync_saves: false
    # Without credentials, your own yt-dlp may find the streams:
    #    yt_dlp: false
    # The port in your app's redirect address, http://127.0.0.1:8765/callback:
    #    redirect_port: 8765
    #    api: https://api.soundcloud.com
    #    auth: https://secure.soundcloud.com

    """

  /// Writes the commented file for the listener to change; never over one that exists.
  /// - Throws: `SettingsError.alreadyThere` or `.cannotCreate`.
  public static func writeCommentedText(to path: String) throws(SettingsError) {
    try Paths.make(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    do {
      try Data(commentedText.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    } catch {
      throw error.systemNumber == EEXIST
        ? .alreadyThere(path: path) : .cannotCreate(path: path, cause: error.systemWords)
    }
  }
}
