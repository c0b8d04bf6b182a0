/// Remembers how far a source has been told of the listener's verdicts, for listeners who keep their likes there too.
///
/// The journal itself is the queue: what lies after the revision told is still to be said.
public protocol TellingRecord: Sendable {
  /// How far the source has been told; nil where it never was.
  func told(_ source: SourceName) async throws -> Revision?
  /// Keeps how far the source has been told.
  func keepTold(_ source: SourceName, upTo revision: Revision) async throws
}
