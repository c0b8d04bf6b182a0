import Foundation
import Listening

/// The shapes of SoundCloud's answers, as far as they are used.
enum SoundCloudAnswers {
  /// A page: either `{"collection":[…],"next_href":…}` or, in the deprecated form, the bare list.
  struct List<Item: AnswerShape>: AnswerShape {
    var items: [Item]
    var next: String?

    init?(_ json: JSON) {
      if let bare = Tolerant<Item>(json) {
        items = bare.elements
        return
      }
      guard json.isObject else { return nil }
      items = json["collection"].flatMap { Tolerant<Item>($0) }?.elements ?? []
      next = json["next_href"]?.string
    }
  }

  /// A name such as `soundcloud:tracks:42`, or a bare number in older answers; the number is what is kept.
  static func key(_ json: JSON) -> String? {
    let urn = json["urn"]?.string?.split(separator: ":").last
    return urn.flatMap { IdentifierKey.isOne($0) ? String($0) : nil } ?? json["id"]?.id
  }

  struct User: AnswerShape {
    var key: String
    var name: String?
    var page: String?
    var followers: Int?
    var favourites: Int?

    init?(_ json: JSON) {
      guard let key = SoundCloudAnswers.key(json) else { return nil }
      self.key = key
      name = json["username"]?.string
      page = json["permalink_url"]?.string
      followers = json["followers_count"]?.count
      favourites = json["public_favorites_count"]?.count.flatMap { $0 > 0 ? $0 : nil }
    }
  }

  struct Track: AnswerShape {
    var key: String
    var title: String?
    var user: User
    var milliseconds: Double?
    var genre: String?
    var tagList: String?
    var page: String?
    var plays: Int?
    var favourites: Int?
    var isPlayable: Bool

    init?(_ json: JSON) {
      guard let key = SoundCloudAnswers.key(json), let user = json["user"].flatMap({ User($0) }) else { return nil }
      (self.key, self.user) = (key, user)
      title = json["title"]?.string
      milliseconds = json["duration"]?.double
      genre = json["genre"]?.string
      tagList = json["tag_list"]?.string
      page = json["permalink_url"]?.string
      // Quiet mode hides the counts: unknown, not 0.
      let shows = json["reveal_stats"]?.bool != false
      plays = shows ? json["playback_count"]?.count : nil
      favourites = shows ? json["favoritings_count"]?.count ?? json["likes_count"]?.count : nil
      isPlayable = (json["access"]?.string ?? "playable") == "playable" && json["streamable"]?.bool != false
    }
  }

  /// Where a track's streams may be asked for; any may be missing.
  struct Streams: AnswerShape {
    /// The addresses, best first. Opus is left out: the decoder of Debian 12 refuses it; a preview is no track.
    var inOrder: [String]

    init?(_ json: JSON) {
      guard json.isObject else { return nil }
      let forms = [json["hls_aac_160_url"], json["hls_aac_96_url"], json["hls_mp3_128_url"]]
      inOrder = forms.compactMap { $0?.string }
    }
  }

  /// Where a page leads.
  struct Place: AnswerShape {
    var location: String?
    init?(_ json: JSON) { location = json["location"]?.string }
  }

  /// A token.
  struct Token: AnswerShape {
    var access: String
    var refresh: String?
    var seconds: Double

    init?(_ json: JSON) {
      guard let access = json["access_token"]?.string else { return nil }
      self.access = access
      refresh = json["refresh_token"]?.string
      seconds = json["expires_in"]?.double ?? 3600
    }
  }
}

extension SoundCloudAnswers.User {
  /// In the program's words.
  var artist: Artist {
    Artist(id: ArtistID(.soundcloud, key), name: name ?? key, page: page, followers: followers)
  }
}

extension SoundCloudAnswers.Track {
  /// In the program's words. Durations are milliseconds here.
  var track: Track {
    Track(
      id: TrackID(.soundcloud, key), title: title ?? key, artist: Credit(id: user.artist.id, name: user.artist.name),
      duration: milliseconds.flatMap { $0 > 0 ? $0 / 1000 : nil },
      tags: [genre].compactMap { $0 }.filter { !$0.isEmpty } + TagList.parse(tagList ?? ""), page: page,
      exposure: Exposure(plays: plays, favourites: favourites, followers: user.followers))
  }
}

/// SoundCloud's list of tags: blanks between, quotes around those with blanks, machine tags among them.
enum TagList {
  /// The tags for people.
  static func parse(_ text: String) -> [String] {
    var tags: [String] = []
    for (index, piece) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 { tags.append(String(piece)) } else { tags += piece.split(separator: " ").map(String.init) }
    }
    return tags.filter { tag in
      !tag.isEmpty && !(tag.contains(":") && tag.contains("="))
    }
  }
}
