import Foundation
import Listening

/// The shapes of Audius' answers, as far as they are used.
enum AudiusAnswers {
  /// Every answer wraps its value in `data`.
  struct Wrapped<Value: Decodable>: Decodable {
    var data: Value
  }

  /// A list; a missing one is empty.
  struct List<Item: Decodable & Sendable>: Decodable {
    var data: Tolerant<Item>
    enum CodingKeys: String, CodingKey { case data }
    init(from decoder: any Decoder) throws {
      data =
        try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Tolerant<Item>.self, forKey: .data)
        ?? Tolerant()
    }
  }

  struct User: Decodable, Sendable {
    var id: LooseID
    var handle: String?
    var name: String?
    var followers: Int?

    enum CodingKeys: String, CodingKey { case id, handle, name, follower_count }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      id = try fields.decode(LooseID.self, forKey: .id)
      handle = fields.loose(String.self, .handle)
      name = fields.loose(String.self, .name)
      followers = fields.count(.follower_count)
    }
  }

  struct Track: Decodable, Sendable {
    var id: LooseID
    var title: String?
    var user: User
    var duration: Double?
    var genre: String?
    var mood: String?
    var tags: String?
    var permalink: String?
    var plays: Int?
    var favourites: Int?
    var isPlayable: Bool

    enum CodingKeys: String, CodingKey {
      case id, title, user, duration, genre, mood, tags, permalink, play_count, favorite_count, is_streamable,
        is_stream_gated, is_delete, is_unlisted, access
    }

    private struct Access: Decodable { var stream: Bool? }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      id = try fields.decode(LooseID.self, forKey: .id)
      user = try fields.decode(User.self, forKey: .user)
      title = fields.loose(String.self, .title)
      duration = fields.loose(Double.self, .duration)
      genre = fields.loose(String.self, .genre)
      mood = fields.loose(String.self, .mood)
      tags = fields.loose(String.self, .tags)
      permalink = fields.loose(String.self, .permalink)
      plays = fields.count(.play_count)
      favourites = fields.count(.favorite_count)
      let bars: [CodingKeys] = [.is_stream_gated, .is_delete, .is_unlisted]
      let barred = bars.contains { fields.loose(Bool.self, $0) == true }
      let refused = fields.loose(Access.self, .access)?.stream == false
      isPlayable = fields.loose(Bool.self, .is_streamable) != false && !barred && !refused
    }
  }

  /// A bare favourite; playlists are favoured too, and passed over.
  struct Favourite: Decodable, Sendable {
    var track: String?
    enum CodingKeys: String, CodingKey { case favorite_item_id, favorite_type }
    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      let kind = fields.loose(String.self, .favorite_type)?.lowercased() ?? "track"
      track = kind.contains("track") ? fields.loose(LooseID.self, .favorite_item_id)?.text : nil
    }
  }

  /// An entry of a listener's library: the favourite with its track.
  struct LibraryEntry: Decodable, Sendable {
    var item: Track?
    enum CodingKeys: String, CodingKey { case item }
    init(from decoder: any Decoder) throws {
      item = try decoder.container(keyedBy: CodingKeys.self).loose(Track.self, .item)
    }
  }
}

extension AudiusAnswers.User {
  /// In the program's words.
  var artist: Artist {
    Artist(
      id: ArtistID(.audius, id.text), name: name ?? handle ?? id.text,
      page: handle.map { "https://audius.co/\($0)" }, followers: followers)
  }
}

extension AudiusAnswers.Track {
  /// In the program's words. Durations are seconds here.
  var track: Track {
    let words = [genre, mood].compactMap { $0 } + (tags ?? "").split(separator: ",").map { String($0) }
    return Track(
      id: TrackID(.audius, id.text), title: title ?? id.text,
      artist: Credit(id: user.artist.id, name: user.artist.name),
      duration: duration.flatMap { $0 > 0 ? $0 : nil }, tags: words,
      page: permalink.map { "https://audius.co\($0.hasPrefix("/") ? "" : "/")\($0)" },
      exposure: Exposure(plays: plays, favourites: favourites, followers: user.followers))
  }
}
