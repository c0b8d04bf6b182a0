import TextUI

/// The themes, each tried as it is highlighted: the whole screen is its sample.
extension InterfaceState {
  func themesListing() -> Listing {
    let columns = [
      Column("theme", least: 12, most: 24, rank: 0), Column("for", least: 5, rank: 1, .muted),
      Column("about", least: 12, most: .max, rank: 2, .muted),
    ]
    let empty = [Line("No themes were loaded."), Line("`crescendo themes` says why.", .muted)]
    return Listing(settings.themes.map(Row.theme), columns: columns, empty: empty) { row in
      guard case .theme(let theme) = row else { return [] }
      return [Field(theme.name), Field(theme.ground), Field(theme.credit ?? "")]
    }
  }
}
