import Foundation
import Listening

/// The shapes of Audius' answers, as far as they are used.
enum AudiusAnswers {
  /// Every answer wraps its value in `data`.
  struct Wrapped<Value: AnswerShape>: AnswerShape {
    var data: Value

    init?(_ json: JSON) {
      guard let data = json["data"].flatMap({ Value($0) }) else { return nil }
      self.data = data
    }
  }

  /// A list; a missing one is empty.
  struct List<Item: AnswerShape>: AnswerShape {
    var data: Tolerant<Item>

    init?(_ json: JSON) {
      guard json.isObject else { return nil }
      data = json["data"].flatMap { Tolerant($0) } ?? Tolerant()
    }
  }

  struct User: AnswerShape {
    var id: String
    var handle: String?
    var name: String?
    var followers: Int?

    init?(_ json: JSON) {
      guard let id = json["id"]?.id else { return nil }
      self.id = id
      handle = json["handle"]?.string
      name = json["name"]?.string
      followers = json["follower_count"]?.count
    }
  }

  struct Track: AnswerShape {
    var id: String
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

    init?(_ json: JSON) {
      guard let id = json["id"]?.id, let user = json["user"].flatMap({ User($0) }) else { return nil }
      (self.id, self.user) = (id, user)
      title = json["title"]?.string
      duration = json["duration"]?.double
      genre = json["genre"]?.string
      mood = json["mood"]?.string
      tags = json["tags"]?.string
      permalink = json["permalink"]?.string
      plays = json["play_count"]?.count
      favourites = json["favorite_count"]?.count
      let bars = [json["is_stream_gated"], json["is_delete"], json["is_unlisted"]]
      let isBarred = bars.contains { $0?.bool == true } || json["access"]?["stream"]?.bool == false
      isPlayable = json["is_streamable"]?.bool != false && !isBarred
    }
  }

  /// A bare favourite; playlists are favoured too, and passed over.
  struct Favourite: AnswerShape {
    var track: String?

    init?(_ json: JSON) {
      let kind = json["favorite_type"]?.string?.lowercased() ?? "track"
      track = kind.contains("track") ? json["favorite_item_id"]?.id : nil
    }
  }

  /// An entry of a listener's library: the favourite with its track.
  struct LibraryEntry: AnswerShape {
    var item: Track?
    init?(_ json: JSON) { item = json["item"].flatMap { Track($0) } }
  }
}

extension AudiusAnswers.User {
  /// In the program's words.
  var artist: Artist {
    Artist(
      id: ArtistID(.audius, id), name: name ?? handle ?? id,
      page: handle.map { "https://audius.co/\($0)" }, followers: followers)
  }
}

extension AudiusAnswers.Track {
  /// In the program's words. Durations are seconds here.
  var track: Track {
    let words = [genre, mood].compactMap { $0 } + (tags ?? "").split(separator: ",").map { String($0) }
    return Track(
      id: TrackID(.audius, id), title: title ?? id,
      artist: Credit(id: user.artist.id, name: user.artist.name),
      duration: duration.flatMap { $0 > 0 ? $0 : nil }, tags: words,
      page: permalink.map { "https://audius.co\($0.hasPrefix("/") ? "" : "/")\($0)" },
      exposure: Exposure(plays: plays, favourites: favourites, followers: user.followers))
  }
}
