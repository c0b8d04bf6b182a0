extension MPVPlayer {
  /// Why nothing could be heard here, in one sentence; nil where libmpv can be opened. Cost: loads it, about 0.1 s.
  public static func problem() -> String? {
    do throws(MPVFault) {
      _ = try MPVLibrary.open(MPVLibrary.names)
      return nil
    } catch {
      return error.sentence
    }
  }
}
