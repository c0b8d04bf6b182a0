import Foundation

extension Error {
  /// The system's number for what it refused; nil where the system had no part in it.
  public var systemNumber: Int32? {
    let error = self as any Error as NSError
    // What lies beneath is no NSError everywhere.
    let cause = (error.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError } ?? error
    return cause.domain == NSPOSIXErrorDomain ? Int32(cause.code) : nil
  }

  /// Why something was refused, in the system's words where it has some: Foundation's sentence around them names a number of its own.
  public var systemWords: String {
    systemNumber.map { String(cString: strerror($0)) } ?? localizedDescription
  }

  /// The file that it is about, where that is known.
  public var systemPath: String? {
    let known = (self as any Error as NSError).userInfo
    return known[NSFilePathErrorKey] as? String ?? (known[NSURLErrorKey] as? URL)?.path
  }
}
