import Foundation
import Listening

/// The shapes of Audius' answers, as far as they are used.
enum AudiusAnswers {
  /// Every answer wraps its value in `data`, which is null or an empty list for what is gone; some wrap one value in a list.
  struct Wrapped<Value: AnswerShape>: AnswerShape {
    /// Nil where there is none.
    var data: Value?

    init?(_ json: JSON) {
      guard json.isObject, json["data"] != nil || !json.tellsOfFault else { return nil }
      guard let data = json["data"], data.elements?.isEmpty != true else { return }
      guard let value = Value(data.elements?.first ?? data) else { return nil }
      self.data = value
    }
  }

  /// A list; a missing one is empty.
  struct List<Item: AnswerShape>: AnswerShape {
    var data: Tolerant<Item>

    init?(_ json: JSON) {
      guard json.isObject, json["data"] != nil || !json.tellsOfFault else { return nil }
      data = json["data"].flatMap { Tolerant($0) } ?? Tolerant()
    }
  }

  struct User: AnswerShape {
    var id: String
    var handle: String?
    var name: String?
    var followers: Int?
    var isGone = false

    init?(_ json: JSON) {
      guard let id = json["id"]?.id else { return nil }
      self.id = id
      handle = json["handle"]?.words
      name = json["name"]?.words
      followers = json["follower_count"]?.count
      isGone = json["is_deactivated"]?.bool == true
    }

    /// The maker of a track that tells nothing of them but their id.
    init?(gone track: JSON) {
      guard let id = track["user_id"]?.id else { return nil }
      self.id = id
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

    /// A track; a playlist is none.
    init?(_ json: JSON) {
      guard let id = json["id"]?.id, json["playlist_contents"] == nil, json["playlist_name"] == nil,
        let user = json["user"].flatMap({ User($0) }) ?? User(gone: json)
      else { return nil }
      (self.id, self.user) = (id, user)
      title = json["title"]?.words
      duration = json["duration"]?.length
      genre = json["genre"]?.words
      mood = json["mood"]?.words
      tags = json["tags"]?.string
      permalink = json["permalink"]?.string
      plays = json["play_count"]?.count
      favourites = json["favorite_count"]?.count
      // The last is how answers of 2023 call a gate.
      let bars = [json["is_stream_gated"], json["is_delete"], json["is_unlisted"], json["is_premium"]]
      let isBarred = bars.contains { $0?.bool == true } || json["access"]?["stream"]?.bool == false
      let isThere = json["is_streamable"]?.bool != false && json["is_available"]?.bool != false
      isPlayable = isThere && !isBarred && !user.isGone
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

    init?(_ json: JSON) {
      let kind = json["item_type"]?.string ?? json["class"]?.string ?? "track"
      item = kind.contains("track") ? json["item"].flatMap { Track($0) } : nil
    }
  }
}

extension AudiusAnswers.User {
  /// In the program's words.
  var artist: Artist {
    Artist(
      id: ArtistID(.audius, id), name: name ?? handle ?? id,
      page: handle.map { "https://audius.co/\($0)" }.flatMap { JSONWords.isPage($0) ? $0 : nil }, followers: followers)
  }
}

extension AudiusAnswers.Track {
  /// In the program's words. Durations are seconds here.
  var track: Track {
    let list = (tags ?? "").split(separator: ",").prefix(30).map {
      JSONWords.cut($0.trimmingCharacters(in: .whitespaces))
    }
    return Track(
      id: TrackID(.audius, id), title: title ?? id, artist: Credit(id: user.artist.id, name: user.artist.name),
      duration: duration, tags: [genre, mood].compactMap { $0 } + list.filter { !$0.isEmpty }, page: page,
      exposure: Exposure(plays: plays, favourites: favourites, followers: user.followers))
  }

  /// The permalink is a path; older answers have the whole address.
  private var page: String? {
    let base = "https://audius.co"
    let whole = permalink.map { $0.hasPrefix(base + "/") ? $0 : base + ($0.hasPrefix("/") ? "" : "/") + $0 }
    return whole.flatMap { JSONWords.isPage($0) ? $0 : nil }
  }
}
