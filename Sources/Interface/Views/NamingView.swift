import Listening
import Session
import TextUI

/// What a search by name found; before anything is typed, what was named so far.
extension InterfaceState {
  func namingListing(_ scene: Scene) -> Listing {
    let words = prompt?.words ?? ""
    let favoured = words.isEmpty ? scene.session.journal.named.reversed() : scene.session.found?.favoured ?? []
    let title = words.isEmpty ? "named so far" : "found"
    let columns = [
      Column(title, least: 12, most: 60, rank: 0), Column("", least: 6, rank: 1, .muted),
      Column("heard by", least: 8, rank: 2, .popularity, .right).said, Column("", least: 10, most: 40, rank: 3, .muted),
    ]
    return Listing(favoured.map(Row.favoured), columns: columns, empty: namingEmpty(words, scene.session)) { row in
      guard case .favoured(let favoured) = row else { return [] }
      return namingFields(favoured)
    }
  }

  private func namingFields(_ favoured: Favoured) -> [Field] {
    switch favoured {
    case .artist(let artist):
      [
        Field(artist.name, .artist), Field("artist"), Field(artist.followers.map(Words.count) ?? "?"),
        Field(artist.tags.prefix(3).joined(separator: ", ")),
      ]
    case .track(let track):
      [
        Field(favoured.title), Field("track"), TrackColumns.heard(track.exposure),
        Field(track.tags.prefix(3).joined(separator: ", ")),
      ]
    }
  }

  private func namingEmpty(_ words: String, _ session: State) -> [Line] {
    if words.isEmpty {
      return [
        Line("Type the name of an artist or a track you love; three to five are a good start."),
        Line("Any fame is welcome: what plays stays under the radar.", .muted),
      ]
    }
    guard let found = session.found, found.words == words else { return [Line("Looking for \"\(words)\"", .muted)] }
    if let fault = found.fault {
      return [Line("The search failed: \(fault)", .warning), Line("Enter looks once more.", .muted)]
    }
    return [Line("Nothing is called \"\(words)\" here."), Line("Try fewer letters, or another name.", .muted)]
  }
}
