import Foundation
import GRDB
import Listening

/// An interaction as a row of the journal, both ways.
struct InteractionRow: Codable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "interaction"

  var revision: Int64
  var act: String
  var date: Double
  var track: String?
  var title: String?
  var duration: Double?
  var trackTags: String?
  var trackPage: String?
  var plays: Int?
  var favourites: Int?
  var artist: String?
  var artistName: String?
  var artistTags: String?
  var artistPage: String?
  var followers: Int?
  var heard: Double?
  var heardOf: Double?
  var target: Int64?
  var propensity: Double?

  init(_ interaction: Interaction) {
    revision = interaction.revision
    date = interaction.date.timeIntervalSince1970
    propensity = interaction.propensity
    act = Self.word(for: interaction.act)
    if let track = interaction.act.track { set(track) }
    if case .name(.artist(let artist)) = interaction.act { set(artist) }
    (heard, heardOf) = (interaction.act.heard?.seconds, interaction.act.heard?.duration)
    target = interaction.act.target
  }

  private static func word(for act: Act) -> String {
    switch act {
    case .save: "save"
    case .discard: "discard"
    case .notNow: "notNow"
    case .clear: "clear"
    case .skip: "skip"
    case .finish: "finish"
    case .name(.track): "nameTrack"
    case .name(.artist): "nameArtist"
    case .undo: "undo"
    case .redo: "redo"
    }
  }

  private mutating func set(_ track: Track) {
    self.track = track.id.description
    title = Words.storable(track.title)
    duration = track.duration
    trackTags = Tags.join(track.tags)
    trackPage = track.page
    plays = track.exposure.plays
    favourites = track.exposure.favourites
    followers = track.exposure.followers
    artist = track.artist.id.description
    artistName = Words.storable(track.artist.name)
  }

  private mutating func set(_ artist: Artist) {
    self.artist = artist.id.description
    artistName = Words.storable(artist.name)
    artistTags = Tags.join(artist.tags)
    artistPage = artist.page
    followers = artist.followers
  }

  /// The interaction that the row tells of; nil for a row that no version of this program wrote.
  var interaction: Interaction? {
    guard let act = decodedAct else { return nil }
    return Interaction(
      revision: revision, act: act, date: Date(timeIntervalSince1970: date), propensity: propensity)
  }

  /// The interaction, or what to say of a file whose row no version of this program wrote.
  func readable(path: String) throws -> Interaction {
    guard let interaction else { throw StorageError.damaged(path: path, cause: "row \(revision) makes no sense") }
    return interaction
  }

  private var decodedAct: Act? {
    let heard = Listened(seconds: Self.seconds(self.heard) ?? 0, of: Self.seconds(heardOf))
    switch act {
    case "save": return decodedTrack.map { .save($0) }
    case "discard": return decodedTrack.map { .discard($0, heard: heard) }
    case "notNow": return decodedTrack.map { .notNow($0) }
    case "clear": return decodedTrack.map { .clear($0) }
    case "skip": return decodedTrack.map { .skip($0, heard: heard) }
    case "finish": return decodedTrack.map { .finish($0, heard: heard) }
    case "nameTrack": return decodedTrack.map { .name(.track($0)) }
    case "nameArtist": return decodedArtist.map { .name(.artist($0)) }
    case "undo": return target.map { .undo($0) }
    case "redo": return target.map { .redo($0) }
    default: return nil
    }
  }

  /// A length that a track may have; nil for any other number, as a damaged file may hold.
  private static func seconds(_ number: Double?) -> Double? { number.flatMap { (0..<1e9).contains($0) ? $0 : nil } }

  private var decodedTrack: Track? {
    guard let id = track.flatMap({ TrackID(parsing: $0) }), let maker = artist.flatMap({ ArtistID(parsing: $0) })
    else { return nil }
    return Track(
      id: id, title: title ?? id.key, artist: Credit(id: maker, name: artistName ?? maker.key),
      duration: Self.seconds(duration),
      tags: Tags.split(trackTags), page: trackPage,
      exposure: Exposure(plays: plays, favourites: favourites, followers: followers))
  }

  private var decodedArtist: Artist? {
    guard let id = artist.flatMap({ ArtistID(parsing: $0) }) else { return nil }
    return Artist(
      id: id, name: artistName ?? id.key, page: artistPage, followers: followers, tags: Tags.split(artistTags))
  }
}

/// Tags in one column: a line each, as no tag holds a line break.
enum Tags {
  static func join(_ tags: [String]) -> String? {
    guard !tags.isEmpty else { return nil }
    let hasBreaks = tags.contains { $0.utf8.contains(0x0A) }
    let lines = hasBreaks ? tags.map { $0.replacingOccurrences(of: "\n", with: " ") } : tags
    return Words.storable(lines.joined(separator: "\n"))
  }

  static func split(_ text: String?) -> [String] {
    (text ?? "").split(separator: "\n").map(String.init)
  }
}

/// Words from outside, as SQLite can give them back.
enum Words {
  /// The words with a sign in place of zero bytes, at which reading would end.
  static func storable(_ text: String) -> String {
    text.utf8.contains(0) ? text.replacingOccurrences(of: "\0", with: "\u{FFFD}") : text
  }
}
