/// The themes that come with the program, as YAML text embedded in it.
public enum Themes {
  /// Every bundled theme by its name, in the order a listener is shown them.
  public static let bundled: [(name: String, yaml: [UInt8])] = [
    ("terminal", PackageResources.terminal_yaml),
    ("mono", PackageResources.mono_yaml),
    ("alucard", PackageResources.alucard_yaml),
    ("catppuccin-frappe", PackageResources.catppuccin_frappe_yaml),
    ("catppuccin-latte", PackageResources.catppuccin_latte_yaml),
    ("catppuccin-macchiato", PackageResources.catppuccin_macchiato_yaml),
    ("catppuccin-mocha", PackageResources.catppuccin_mocha_yaml),
    ("dracula", PackageResources.dracula_yaml),
    ("everforest", PackageResources.everforest_yaml),
    ("gruvbox-dark", PackageResources.gruvbox_dark_yaml),
    ("gruvbox-light", PackageResources.gruvbox_light_yaml),
    ("kanagawa", PackageResources.kanagawa_yaml),
    ("nord", PackageResources.nord_yaml),
    ("one-dark", PackageResources.one_dark_yaml),
    ("rose-pine", PackageResources.rose_pine_yaml),
    ("rose-pine-dawn", PackageResources.rose_pine_dawn_yaml),
    ("rose-pine-moon", PackageResources.rose_pine_moon_yaml),
    ("solarized-dark", PackageResources.solarized_dark_yaml),
    ("solarized-light", PackageResources.solarized_light_yaml),
    ("tokyo-night", PackageResources.tokyo_night_yaml),
    ("tokyo-night-day", PackageResources.tokyo_night_day_yaml),
    ("tokyo-night-moon", PackageResources.tokyo_night_moon_yaml),
    ("tokyo-night-storm", PackageResources.tokyo_night_storm_yaml),
  ]
}
