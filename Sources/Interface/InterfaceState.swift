import Foundation
import Listening
import Session
import TextUI

/// What the listener has open, highlighted and typed: the screen's own state. A pure value.
public struct InterfaceState: Sendable {
  /// What the listener chose.
  public var settings: Settings
  /// The screen below everything.
  var screen = View.queue
  /// What is open above it.
  var overlay: View?
  /// What is being typed.
  var prompt: Prompt?
  /// Commands spoken before, each once, the latest last.
  var spoken: [String] = []
  /// So many of them are kept.
  static let mostSpoken = 50
  var cursors: [View: Cursor] = [:]
  var filters: [View: Filter] = [:]
  /// How the saved tracks are sorted.
  var savedOrder = SavedOrder.newest
  /// Keys of a sequence that is not finished.
  var typed: [Key] = []
  /// The screen's own sentence, where it is newer than the session's.
  var remark: Remark?
  /// The track that `why` and `info` speak of.
  var studied: Row?
  /// Lists worked out before.
  let memos = Memos()
  /// The theme to go back to while others are tried.
  var themeBefore: String?

  /// A screen as it is when the program begins; a listener who meets it for the first time is shown around.
  public init(_ settings: Settings, isFirstMeeting: Bool = false) {
    self.settings = settings
    overlay = isFirstMeeting ? .welcome : nil
  }

  /// The name of the screen that is open, to be remembered; a name that is none opens nothing.
  public var screenName: String {
    get { screen.rawValue }
    set {
      guard let view = View(rawValue: newValue), view.isScreen else { return }
      screen = view
    }
  }

  /// What the listener chose before the screen was opened.
  public struct Settings: Sendable {
    /// Which keys do what.
    public var keys: KeyTable
    /// The themes to choose from, in the order shown.
    public var themes: [Theme]
    /// The name of the theme in use.
    public var theme: String
    /// How signs are drawn.
    public var glyphs: GlyphSet
    /// Where the tracks come from, as the status line says it.
    public var sourceName: String
    /// Whether the clock of the playing track is shown; without it nothing moves by itself.
    public var clock: Bool
    /// How things are worded.
    public var formats: Formats
    /// Where things are kept, in the order shown.
    public var places: [Place]
    /// Whether a text can be put where it is pasted from.
    public var copies = true
    /// Whether something here opens pages.
    public var opensPages = true

    /// States the choices.
    public init(
      keys: KeyTable = KeyTable(), themes: [Theme] = [], theme: String = "terminal", glyphs: GlyphSet = .unicode,
      sourceName: String = "demo", clock: Bool = true, formats: Formats = Formats(), places: [Place] = []
    ) {
      self.keys = keys
      self.themes = themes
      self.theme = theme
      self.glyphs = glyphs
      self.sourceName = sourceName
      self.clock = clock
      self.formats = formats
      self.places = places
    }
  }

  /// Where something is kept.
  public struct Place: Hashable, Sendable {
    /// What it is.
    public var name: String
    /// The file or folder.
    public var path: String

    /// States a place.
    public init(name: String, path: String) {
      self.name = name
      self.path = path
    }
  }

  /// A sentence of the screen's own; one without words hides the session's.
  struct Remark: Hashable, Sendable {
    var words: String
    /// The session's newest sentence when this was said; nil stands before all others until the next key.
    var after: Int?
    /// Whether it says why something was not done.
    var isRefusal = false
  }

  /// What lies above, or the screen itself.
  var shown: View { overlay ?? screen }
}

/// What a view is made from, beside the screen's own state.
struct Scene {
  let session: State
  let size: Size
  let now: Date
}
