import Listening
import Session

extension Action {
  /// Everything there is to do, by group.
  public static let all: [Action] = verdicts + playing + rows + moving + screens + program

  private static let verdicts = [
    Action(
      "save", .verdicts, ["s"], "Save the playing track; again takes it back", hint: "save", .tell(.save(.playing))),
    Action(
      "discard", .verdicts, ["d"], "Discard the playing track and go on; it never comes again", hint: "discard",
      .tell(.discard(.playing))),
    Action("not-now", .verdicts, ["z"], "Not now: put the playing track away for a while", .tell(.notNow(.playing))),
    Action("save-row", .verdicts, ["S"], "Save the highlighted track; again takes it back", .judgeRow(.saved)),
    Action("discard-row", .verdicts, ["D"], "Discard the highlighted track", .judgeRow(.discarded)),
    Action("not-now-row", .verdicts, ["Z"], "Put the highlighted track away for a while", .judgeRow(.notNow)),
    Action(
      "undo", .verdicts, ["u"], "Take back the last act, and the one before, for ever", hint: "undo", .tell(.undo(nil))),
    Action("redo", .verdicts, ["U"], "Bring back what was taken back last", .tell(.redo(nil))),
  ]

  private static let playing = [
    Action("pause", .playing, ["space", "p"], "Play, or hold", hint: "play", .tell(.togglePause)),
    Action("next", .playing, ["n", ">"], "Go on to the next track, without a verdict", hint: "next", .tell(.next)),
    Action("previous", .playing, ["<"], "Back to the beginning, or to the track before", .tell(.previous)),
    Action("back", .playing, ["Left", "h"], "Five seconds back", .tell(.seek(by: -5))),
    Action("forward", .playing, ["Right", "l"], "Five seconds on", .tell(.seek(by: 5))),
    Action("back-minute", .playing, [","], "A minute back", .tell(.seek(by: -60))),
    Action("forward-minute", .playing, ["."], "A minute on", .tell(.seek(by: 60))),
    Action("louder", .playing, ["+", "="], "Louder by 5", .tell(.volume(by: 5))),
    Action("softer", .playing, ["-"], "Softer by 5", .tell(.volume(by: -5))),
    Action("little-louder", .playing, ["]"], "Louder by 1", .tell(.volume(by: 1))),
    Action("little-softer", .playing, ["["], "Softer by 1", .tell(.volume(by: -1))),
    Action("mute", .playing, ["m"], "Silence, or sound again", .tell(.toggleMute)),
    Action("deeper", .playing, ["}"], "Radar: artists that fewer people know", .radar(deeper: true)),
    Action("shallower", .playing, ["{"], "Radar: artists that more people know", .radar(deeper: false)),
  ]

  private static let rows = [
    Action("play", .rows, ["Enter"], "Play it now; where it cannot play, show it", .row(.play)),
    Action("play-next", .rows, ["a"], "Play it next", .row(.playNext)),
    Action(
      "remove", .rows, ["x", "Delete"], "Out of the queue, without a verdict; in the history, take it back",
      .row(.remove)),
    Action("why", .rows, ["e"], "Why this track: the score by its parts", .row(.why)),
    Action("info", .rows, ["i"], "All that is known of the track", .row(.info)),
    Action("open", .rows, ["o"], "Open its page", .row(.open)),
    Action("copy", .rows, ["y"], "Copy the address of its page", .row(.copy)),
    Action("more-like", .rows, ["v"], "More like this: name the track as a favourite", .row(.moreLike)),
    Action("only-artist", .rows, ["A"], "Show only this artist's rows", .row(.onlyArtist)),
  ]

  private static let moving = [
    Action("down", .moving, ["j", "Down"], "One row down", .move(.rows(1))),
    Action("up", .moving, ["k", "Up"], "One row up", .move(.rows(-1))),
    Action("half-down", .moving, ["Ctrl-D", "PgDn"], "Half a page down", .move(.halfPages(1))),
    Action("half-up", .moving, ["Ctrl-U", "PgUp"], "Half a page up", .move(.halfPages(-1))),
    Action("top", .moving, ["g", "Home"], "To the first row", .move(.top)),
    Action("bottom", .moving, ["G", "End"], "To the last row", .move(.bottom)),
  ]

  private static let screens = [
    Action("queue", .screens, ["1"], "What comes next, and why", .show(.queue)),
    Action("saved", .screens, ["2"], "Every track you saved", .show(.saved)),
    Action(
      "history", .screens, ["3"], "Everything you heard and judged; any verdict or skip can be taken back",
      .show(.history)),
    Action("taste", .screens, ["4"], "Your taste, as the engine and your verdicts tell it", .show(.taste)),
    Action("keys", .screens, ["5"], "Settings and keys", .show(.keys)),
    Action("log", .screens, ["6"], "What happened in this session", .show(.log)),
    Action("next-screen", .screens, ["Tab"], "The next screen", .turnScreen(by: 1)),
    Action("previous-screen", .screens, ["Shift-Tab"], "The screen before", .turnScreen(by: -1)),
  ]

  private static let program = [
    Action("help", .program, ["?"], "Every key and command; the filter searches them", hint: "help", .show(.help)),
    Action("favourites", .program, ["f"], "Name artists and tracks you love, of any fame", .show(.naming)),
    Action("filter", .program, ["/"], "Show only rows with these words", .ask(.filter)),
    Action("command", .program, [":"], "Type a command; Tab completes it", .ask(.command)),
    Action("themes", .program, ["T"], "Choose a theme and see it at once", .show(.themes)),
    Action("redraw", .program, ["Ctrl-L"], "Draw the screen anew", .redraw),
    Action("close", .program, ["Esc"], "End the filter, or close what is open", .back),
    Action("quit", .program, ["q"], "Close what is open, or leave; everything is saved already", .quit),
  ]
}
