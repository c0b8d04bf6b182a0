import Foundation
import Listening

/// The shapes of SoundCloud's answers, as far as they are used.
enum SoundCloudAnswers {
  /// A page: either `{"collection":[…],"next_href":…}` or, in the deprecated form, the bare list.
  struct List<Item: Decodable & Sendable>: Decodable, Sendable {
    var items: [Item]
    var next: String?

    enum CodingKeys: String, CodingKey { case collection, next_href }

    init(from decoder: any Decoder) throws {
      if let bare = try? Tolerant<Item>(from: decoder) {
        items = bare.elements
        return
      }
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      items = fields.loose(Tolerant<Item>.self, .collection)?.elements ?? []
      next = fields.loose(String.self, .next_href)
    }
  }

  /// A name such as `soundcloud:tracks:42`, or a bare number in older answers; the number is what is kept.
  static func key(urn: String?, id: LooseID?) throws -> String {
    if let key = urn?.split(separator: ":").last, LooseID.isKey(key) { return String(key) }
    guard let id else { throw SourceError.malformed(.soundcloud, cause: "a thing without a name") }
    return id.text
  }

  struct User: Decodable, Sendable {
    var key: String
    var name: String?
    var page: String?
    var followers: Int?

    enum CodingKeys: String, CodingKey { case urn, id, username, permalink_url, followers_count }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      key = try SoundCloudAnswers.key(urn: fields.loose(String.self, .urn), id: fields.loose(LooseID.self, .id))
      name = fields.loose(String.self, .username)
      page = fields.loose(String.self, .permalink_url)
      followers = fields.count(.followers_count)
    }
  }

  struct Track: Decodable, Sendable {
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

    enum CodingKeys: String, CodingKey {
      case urn, id, title, user, duration, genre, tag_list, permalink_url, playback_count, favoritings_count,
        likes_count, streamable, access, reveal_stats
    }

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      key = try SoundCloudAnswers.key(urn: fields.loose(String.self, .urn), id: fields.loose(LooseID.self, .id))
      user = try fields.decode(User.self, forKey: .user)
      title = fields.loose(String.self, .title)
      milliseconds = fields.loose(Double.self, .duration)
      genre = fields.loose(String.self, .genre)
      tagList = fields.loose(String.self, .tag_list)
      page = fields.loose(String.self, .permalink_url)
      // Quiet mode hides the counts: unknown, not 0.
      let shows = fields.loose(Bool.self, .reveal_stats) != false
      plays = shows ? fields.count(.playback_count) : nil
      favourites = shows ? fields.count(.favoritings_count) ?? fields.count(.likes_count) : nil
      let access = fields.loose(String.self, .access) ?? "playable"
      isPlayable = access == "playable" && fields.loose(Bool.self, .streamable) != false
    }
  }

  /// Where a track's streams may be asked for; any may be missing.
  struct Streams: Decodable, Sendable {
    private enum Form: String, CodingKey, CaseIterable {
      // Best first. Opus is left out: the decoder of Debian 12 refuses it; a preview is no track.
      case hls_aac_160_url, hls_aac_96_url, hls_mp3_128_url
    }

    /// The addresses, best first.
    var inOrder: [String]

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: Form.self)
      inOrder = Form.allCases.compactMap { fields.loose(String.self, $0) }
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
