import Listening
import Playback

extension NowPlaying {
  /// A track that sounds, with one before and one after it.
  static var playing: NowPlaying {
    var now = NowPlaying()
    now.entry = 7
    now.track = Track(
      id: TrackID(.demo, "42"), title: "Nocturne for a Closed Pool",
      artist: Credit(id: ArtistID(.demo, "1"), name: "Salt Lantern"), duration: 227, page: "https://demo.example/salt")
    now.length = 227
    (now.isPaused, now.isSounding, now.volume) = (false, true, 80)
    (now.queue, now.hasPrevious) = ([TrackID(.demo, "43"), TrackID(.demo, "44")], true)
    now.caption = "Nocturne for a Closed Pool\nSalt Lantern"
    return now
  }

  /// The same with something changed.
  func with(_ change: (inout NowPlaying) -> Void) -> NowPlaying {
    var now = self
    change(&now)
    return now
  }
}
