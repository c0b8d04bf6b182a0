import Foundation
import MusicSources
import Settings

extension House {
  /// The services and the listener's own programs that help with them. Nothing is asked over the network, and no secret is
  /// told.
  var sourceFindings: [Finding] { [audiusFinding, soundcloudFinding, handOffFinding, tagsFinding] }

  private var audiusFinding: Finding {
    Finding("audius", .fine, configuration.audiusKey == nil ? "needs no account" : "with your own key")
  }

  private var soundcloudFinding: Finding {
    do {
      guard let kept = try credentials.load() else {
        return Finding("soundcloud", .note, "not connected: run `crescendo connect soundcloud`")
      }
      if let mode = credentials.mode, mode & 0o077 != 0 {
        return Finding("soundcloud", .trouble, "others may read your credentials: run `chmod 600 \(credentials.path)`")
      }
      let isSignedIn = kept.token?.isListeners == true
      return Finding("soundcloud", .fine, isSignedIn ? "connected and signed in" : "connected, without a sign-in")
    } catch {
      return Finding(
        "soundcloud", .trouble, "the credentials cannot be read: run `crescendo connect soundcloud` again")
    }
  }

  private var handOffFinding: Finding {
    guard configuration.usesYtDlp else {
      return Finding("yt-dlp", .fine, "off; `yt_dlp: true` lets it find SoundCloud's streams without an account")
    }
    do {
      let version = try waiting { await PageHandOff().version() }
      return version.map { Finding("yt-dlp", .fine, "version \($0)") }
        ?? Finding("yt-dlp", .note, "turned on but not installed: install it, or connect SoundCloud")
    } catch {
      return Finding("yt-dlp", .note, "turned on but does not run: \(Complaint.sentence(error))")
    }
  }

  private var tagsFinding: Finding {
    ChildProcess.path(of: "ffprobe") == nil
      ? Finding("tags", .note, "ffprobe is not installed, so file names stand for tags: install ffmpeg")
      : Finding("tags", .fine, "read with ffprobe")
  }
}
