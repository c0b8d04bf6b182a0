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
      let list = json["collection"]
      guard json.isObject, list != nil || !json.tellsOfFault else { return nil }
      items = list.flatMap { Tolerant<Item>($0)?.elements ?? Item($0).map { [$0] } } ?? []
      next = json["next_href"]?.string
    }
  }

  /// A name such as `soundcloud:tracks:42`, or a bare number in older answers; the number is what is kept. The name of a thing
  /// of another kind is none.
  static func key(_ json: JSON, _ kind: Kind) -> String? {
    let urn = json["urn"]?.string.flatMap { IdentifierKey.isOne($0) ? $0 : nil }
    guard let text = urn ?? json["id"]?.id else { return nil }
    guard text.hasPrefix(kind.rawValue) else { return text.utf8.contains(UInt8(ascii: ":")) ? nil : text }
    let key = text.utf8.dropFirst(kind.rawValue.utf8.count)
    return key.isEmpty ? nil : String(key)
  }

  /// What a name is the name of.
  enum Kind: String { case track = "soundcloud:tracks:", user = "soundcloud:users:" }

  struct User: AnswerShape {
    var key: String
    var name: String?
    var page: String?
    var followers: Int?
    var favourites: Int?

    init?(_ json: JSON) {
      guard let key = SoundCloudAnswers.key(json, .user) else { return nil }
      self.key = key
      name = json["username"]?.words ?? json["full_name"]?.words ?? json["permalink"]?.words
      page = json["permalink_url"]?.page
      followers = json["followers_count"]?.count
      let likes = json["public_favorites_count"] ?? json["likes_count"]
      favourites = likes?.count.flatMap { $0 > 0 ? $0 : nil }
    }

    /// The uploader of a track that tells nothing of them but their name: the account is gone.
    init?(gone track: JSON) {
      guard let key = (track["user_urn"] ?? track["user_id"])?.id else { return nil }
      self.key = key.hasPrefix(Kind.user.rawValue) ? String(key.dropFirst(Kind.user.rawValue.count)) : key
      name = track["metadata_artist"]?.words ?? track["publisher_metadata"]?["artist"]?.words
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

    /// A track, or a like or a post with the track in it; a playlist is none.
    init?(_ json: JSON) {
      let json = json["urn"] == nil && json["id"] == nil ? json["track"] ?? json["origin"] ?? json : json
      guard let key = SoundCloudAnswers.key(json, .track), (json["kind"]?.string ?? "track") == "track",
        let user = json["user"].flatMap({ User($0) }) ?? User(gone: json)
      else { return nil }
      (self.key, self.user) = (key, user)
      title = json["title"]?.words
      milliseconds = json["duration"]?.length
      genre = json["genre"]?.words
      tagList = json["tag_list"]?.string
      page = json["permalink_url"]?.page
      // Quiet mode hides the counts: unknown, not 0.
      let shows = json["reveal_stats"]?.bool != false
      plays = shows ? json["playback_count"]?.count : nil
      favourites = shows ? json["favoritings_count"]?.count ?? json["likes_count"]?.count : nil
      let isWhole = json["policy"]?.string.map { $0 != "BLOCK" && $0 != "SNIP" } ?? true
      isPlayable =
        (json["access"]?.string ?? "playable") == "playable" && json["streamable"]?.bool != false && isWhole
    }
  }

  /// Where a track's streams may be asked for; any may be missing.
  struct Streams: AnswerShape {
    /// The addresses, best first; the plain MP3 is on its way out there. Opus is left out: the decoder of Debian 12 refuses it; a preview is no track.
    var inOrder: [String]

    init?(_ json: JSON) {
      guard json.isObject else { return nil }
      let forms: [StaticString] = ["hls_aac_160_url", "hls_aac_96_url", "hls_mp3_128_url", "http_mp3_128_url"]
      inOrder = forms.compactMap { json[$0]?.string }
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
      guard let access = json["access_token"]?.string, !access.isEmpty else { return nil }
      self.access = access
      refresh = json["refresh_token"]?.string
      seconds = json["expires_in"]?.length ?? 3600
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
      duration: milliseconds.map { $0 / 1000 }, tags: [genre].compactMap { $0 } + TagList.parse(tagList ?? ""),
      page: page,
      exposure: Exposure(plays: plays, favourites: favourites, followers: user.followers))
  }
}

/// SoundCloud's list of tags: blanks between, quotes around those with blanks, machine tags among them.
enum TagList {
  private static let most = 30

  /// The tags for people, thirty at most.
  static func parse(_ text: String) -> [String] {
    var tags: [String] = []
    var (isQuoted, start) = (false, text.startIndex)
    func add(_ tag: Substring) {
      let isForMachines = tag.utf8.contains(UInt8(ascii: ":")) && tag.utf8.contains(UInt8(ascii: "="))
      if !tag.isEmpty, !isForMachines, tags.count < most { tags.append(JSONWords.cut(String(tag))) }
    }
    for place in text.utf8.indices {
      let isQuote = text.utf8[place] == UInt8(ascii: "\"")
      guard isQuote || (text.utf8[place] == 0x20 && !isQuoted) else { continue }
      add(text[start..<place])
      start = text.utf8.index(after: place)
      if isQuote { isQuoted.toggle() }
    }
    add(text[start...])
    return tags
  }
}
