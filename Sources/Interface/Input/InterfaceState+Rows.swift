import Listening
import Playback
import Session

/// What is done with the highlighted row.
extension InterfaceState {
  mutating func judgeRow(_ verdict: Verdict, _ scene: Scene) -> [Wish] {
    guard let track = (studiedRow ?? highlighted(scene))?.track else {
      refuse("no track is highlighted here", scene)
      return []
    }
    return switch verdict {
    case .saved: [.command(.save(.track(track)))]
    case .discarded: [.command(.discard(.track(track)))]
    case .notNow: [.command(.notNow(.track(track)))]
    }
  }

  mutating func act(_ deed: Action.RowDeed, _ scene: Scene) -> [Wish] {
    switch deed {
    case .play: return play(scene)
    case .playNext: return playNext(scene)
    case .remove: return remove(scene)
    case .why: return study(.why, scene)
    case .info: return study(.info, scene)
    case .open: return page(scene).map { open($0, scene) } ?? []
    case .copy: return page(scene).map { copy($0, scene) } ?? []
    case .moreLike: return moreLike(scene)
    case .onlyArtist: return onlyArtist(scene)
    }
  }

  /// The row that an overlay speaks of.
  private var studiedRow: Row? { overlay == .why || overlay == .info ? studied : nil }

  /// The row that a deed is about: the overlay's, the highlighted one, else the track that plays.
  private func subject(_ scene: Scene) -> Row? {
    if let row = studiedRow ?? highlighted(scene), row.favoured != nil { return row }
    return scene.session.playing.map { .playing($0) }
  }

  private mutating func play(_ scene: Scene) -> [Wish] {
    if shown == .themes { return keepTheme(scene) }
    switch studiedRow ?? highlighted(scene) {
    case .queued(let entry, _): return [.command(.play(entry.track))]
    case .playing: return scene.session.playback.isPaused ? [.command(.togglePause)] : study(.info, scene)
    case .favoured(let favoured) where overlay == .welcome: return pick(favoured, scene)
    // This key's own row would do itself, without end.
    case .action(let action) where action.deed == .row(.play):
      refuse("\(keyOf(action.name)) does what its row says: highlight another", scene)
    case .action(let action): return closeOverlay() + perform(action, scene)
    case .setting(_, _, let action?): return perform(action, scene)
    case .setting(let name, _, nil): refuse("\(name) is set in the configuration or by an option", scene)
    case .spoken(let command): prompt = Prompt(.command, command.name + " ", said: spoken)
    case .tag(let count, _): showSaved(count.tag)
    case .start: return closeOverlay()
    case .act(let interaction):
      guard let track = interaction.act.track else { return study(.info, scene) }
      return [.command(.play(track))]
    case .some(let row) where row.favoured != nil: return study(.info, scene)
    default: refuse("nothing to play here", scene)
    }
    return []
  }

  /// Names a favourite, or takes that back.
  private func pick(_ favoured: Favoured, _ scene: Scene) -> [Wish] {
    let journal = scene.session.journal
    let named = journal.naming(of: favoured)
    return [.command(named.map { .undo($0.revision) } ?? .name(favoured))]
  }

  private mutating func showSaved(_ tag: String) {
    screen = .saved
    filters[.saved] = .words(tag)
  }

  private mutating func playNext(_ scene: Scene) -> [Wish] {
    guard let track = (studiedRow ?? highlighted(scene))?.track else {
      refuse("no track is highlighted here", scene)
      return []
    }
    return [.command(.playNext(track))]
  }

  private mutating func remove(_ scene: Scene) -> [Wish] {
    switch studiedRow ?? highlighted(scene) {
    case .queued(let entry, _): return [.command(.remove(entry.track))]
    case .act(let interaction) where screen == .history: return takeBack(interaction, scene)
    case .act, .ear: refuse("\(keyOf("save-row")) takes the verdict off", scene)
    case .playing: refuse("that track plays: \(keyOf("next")) goes on without a verdict", scene)
    default: refuse("there is nothing to take out here", scene)
    }
    return []
  }

  private mutating func takeBack(_ interaction: Interaction, _ scene: Scene) -> [Wish] {
    guard interaction.act.isUndoable else {
      refuse("what was only heard cannot be taken back", scene)
      return []
    }
    let counts = scene.session.journal.counts(interaction.revision)
    return [.command(counts ? .undo(interaction.revision) : .redo(interaction.revision))]
  }

  /// Opens the overlay about the row; the same key closes it.
  private mutating func study(_ view: View, _ scene: Scene) -> [Wish] {
    guard overlay != view else { return back(scene) }
    guard let row = subject(scene) else {
      refuse("nothing plays and no track is highlighted", scene)
      return []
    }
    studied = row
    cursors[view] = nil
    overlay = view
    return []
  }

  private mutating func page(_ scene: Scene) -> String? {
    guard let row = subject(scene) else {
      refuse("nothing plays and no track is highlighted", scene)
      return nil
    }
    if row.page == nil { refuse("no page is known of \(row.favoured?.title ?? "it")", scene) }
    return row.page
  }

  private mutating func open(_ page: String, _ scene: Scene) -> [Wish] {
    if settings.opensPages { return [.open(page: page)] }
    refuse("nothing here opens pages: \(page)", scene)
    return []
  }

  private mutating func copy(_ page: String, _ scene: Scene) -> [Wish] {
    guard settings.copies else {
      refuse("cannot copy here: \(page)", scene)
      return []
    }
    say("copied \(page)", scene)
    return [.copy(page)]
  }

  private mutating func moreLike(_ scene: Scene) -> [Wish] {
    guard let favoured = subject(scene)?.favoured else {
      refuse("nothing plays and no track is highlighted", scene)
      return []
    }
    return [.command(.name(favoured))]
  }

  private mutating func onlyArtist(_ scene: Scene) -> [Wish] {
    guard let artist = (studiedRow ?? highlighted(scene))?.track?.artist else {
      refuse("no track is highlighted here", scene)
      return []
    }
    if overlay != nil { _ = back(scene) }
    let filter = Filter.artist(artist.id, name: artist.name)
    filters[shown] = filters[shown] == filter ? nil : filter
    return []
  }
}
