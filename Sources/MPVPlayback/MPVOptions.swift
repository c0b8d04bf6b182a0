import Foundation

/// What libmpv is told before it starts.
enum MPVOptions {
  /// Evens the loudness of sound from outside: towards the loudness of the demo's tracks, at most four times louder. It looks
  /// `g - 1` frames of `f` ms ahead, two seconds, which must be here before the first sound. `loudnorm` takes 30 MB, 23 ms
  /// and three times the processor.
  static let evenLoudness = "lavfi=[dynaudnorm=f=500:g=5:m=4:r=0.13]"

  /// The trust store of Debian and its relatives; without it libmpv's own default is used.
  static let certificates = "/etc/ssl/certs/ca-certificates.crt"

  /// The outputs that mpv tries by itself, but SDL's: two decks that look for it at once crash in it, which ended one start in
  /// ten where there is no sound device. What this mpv or system does not have is passed over.
  private static let outputs = "pipewire,pulse,alsa,coreaudio,oss,sndio,jack,openal"

  /// All options, in the order they are set. `audioOutput` is a name of mpv's `ao`; nil takes the first that works.
  static func all(audioOutput: String?) -> [(name: String, value: String)] {
    var options = quiet + sound + network
    if FileManager.default.isReadableFile(atPath: certificates) { options.append(("tls-ca-file", certificates)) }
    options.append(("ao", audioOutput ?? outputs))
    return options
  }

  /// Nothing but sound: no screen, keys, scripts, files of the user's, or programs started.
  private static let quiet = [
    ("config", "no"), ("terminal", "no"), ("idle", "yes"), ("vid", "no"), ("audio-display", "no"), ("sid", "no"),
    ("ytdl", "no"), ("load-scripts", "no"), ("osc", "no"), ("load-stats-overlay", "no"), ("load-osd-console", "no"),
    ("load-auto-profiles", "no"), ("load-unsafe-playlists", "no"), ("input-default-bindings", "no"),
    ("resume-playback", "no"), ("audio-file-auto", "no"), ("sub-auto", "no"), ("cover-art-auto", "no"),
  ]

  /// `gapless-audio=no` lets the end be told when the sound has been heard and not half a second before: the next track
  /// stands ready on the other deck, so nothing is gained by keeping the device open.
  private static let sound = [
    ("audio-client-name", "crescendo"), ("audio-fallback-to-null", "yes"), ("gapless-audio", "no"),
    ("prefetch-playlist", "no"), ("volume-max", "100"),
  ]

  /// What FFmpeg may take a stream for. Lists other than HLS, scripts and picture files are not among it.
  static let formats =
    "aac,ac3,aiff,ape,asf,caf,dsf,eac3,flac,hls,matroska,webm,mov,mp4,m4a,mp3,mpc,mpc8,mpeg,mpegts,ogg,tta,w64,wav,wv"

  /// The pieces of a stream come over the network; a list never leads to a file.
  static let protocols = "http,https,httpproxy,tcp,tls,crypto"

  /// Only FFmpeg reads: mpv's own readers of playlists, cue sheets, archives and edit lists are not asked. `access-references`
  /// stays on, or HLS could not be read. A broken stream is tried again for two seconds, a silent one is given up after twelve.
  private static let network = [
    ("demuxer", "lavf"), ("demuxer-lavf-o", "format_whitelist=[\(formats)],protocol_whitelist=[\(protocols)]"),
    ("tls-verify", "yes"), ("network-timeout", "12"), ("user-agent", "crescendo"),
    ("stream-lavf-o", "reconnect_delay_max=2"), ("access-references", "yes"),
    ("demuxer-max-bytes", "12MiB"), ("demuxer-max-back-bytes", "4MiB"),
  ]
}
