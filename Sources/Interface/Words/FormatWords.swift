import Listening
import Playback
import Session
import TextUI

extension InterfaceState {
  /// What a name in a format says of a track.
  func words(_ name: Format.Name, _ track: Track, _ proposal: Proposal?, _ session: State) -> String? {
    switch name {
    case .title: track.title
    case .artist: track.artist.name
    case .length: track.duration.map(Words.clock)
    case .heard: track.exposure.heardBy.map(Words.count)
    case .kept: track.exposure.keptShare.flatMap(Words.percent)
    case .why: proposal.map(ReasonText.short)
    case .state: session.playing?.track.id == track.id ? StateWords.activity(session) : nil
    case .verdict: session.verdict(on: track.id).map(ActWords.word)
    case .position:
      session.playing?.track.id == track.id ? session.playback.current.map { Words.clock($0.position) } : nil
    case .tags: track.tags.joined(separator: ", ")
    case .radar: session.depth.rawValue
    case .page: track.page
    }
  }

  /// The window's title for a session, cleaned; to be shown when it has changed.
  public func windowTitle(_ session: State) -> String {
    guard let playing = session.playing else { return "crescendo" }
    let format = settings.formats.title ?? Self.titleFormat
    let text = format?.text { words($0, playing.track, playing.proposal, session) }
    return Text.clean(text ?? playing.track.title)
  }

  /// How a notification words the track on stage, cleaned; its first line is the heading. Empty where nothing is on stage.
  public func notification(_ session: State) -> String {
    guard let playing = session.playing else { return "" }
    let format = settings.formats.notification ?? Self.notificationFormat
    // Each word for itself: the line breaks are those of the format.
    let text = format?.text { words($0, playing.track, playing.proposal, session).map(Text.clean) }
    return text ?? Text.clean(playing.track.title)
  }

  private static let notificationFormat = try? Format("{title}\n{artist}[ · {why}]")

  private static let titleFormat = try? Format("[{artist} – ]{title}[ ({verdict})]")
}
