import CCurl
import Foundation

/// libcurl, opened when first needed. Function pointers of a loaded library never change, so the value may be shared.
struct CurlLibrary: @unchecked Sendable {
  let makeHandle: @convention(c) () -> UnsafeMutableRawPointer?
  let freeHandle: @convention(c) (UnsafeMutableRawPointer?) -> Void
  let reset: @convention(c) (UnsafeMutableRawPointer?) -> Void
  let perform: @convention(c) (UnsafeMutableRawPointer?) -> Int32
  let appendHeader: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> OpaquePointer?
  let freeHeaders: @convention(c) (OpaquePointer?) -> Void
  let set: ccurl_setopt
  let info: ccurl_getinfo

  /// The library, or nil where it is not installed.
  static let shared: CurlLibrary? = names.lazy.compactMap { open($0) }.first

  /// Its flavours, with OpenSSL and with GnuTLS; both keep the same binary interface.
  static let names = ["libcurl.so.4", "libcurl-gnutls.so.4"]

  static func open(_ name: String) -> CurlLibrary? {
    guard let library = dlopen(name, RTLD_NOW) else { return nil }
    func symbol<Function>(_ name: String, as type: Function.Type) -> Function? {
      // The type is that of curl/curl.h for this name; a C function pointer and a symbol have the same bits.
      dlsym(library, name).map { unsafeBitCast($0, to: type) }
    }
    typealias Global = @convention(c) (Int) -> Int32
    let everything = 3
    guard let start = symbol("curl_global_init", as: Global.self), start(everything) == 0,
      let make = symbol("curl_easy_init", as: (@convention(c) () -> UnsafeMutableRawPointer?).self),
      let free = symbol("curl_easy_cleanup", as: (@convention(c) (UnsafeMutableRawPointer?) -> Void).self),
      let reset = symbol("curl_easy_reset", as: (@convention(c) (UnsafeMutableRawPointer?) -> Void).self),
      let perform = symbol("curl_easy_perform", as: (@convention(c) (UnsafeMutableRawPointer?) -> Int32).self),
      let append = symbol(
        "curl_slist_append",
        as: (@convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> OpaquePointer?).self),
      let freeList = symbol("curl_slist_free_all", as: (@convention(c) (OpaquePointer?) -> Void).self),
      let set = symbol("curl_easy_setopt", as: ccurl_setopt.self),
      let info = symbol("curl_easy_getinfo", as: ccurl_getinfo.self)
    else { return nil }
    return CurlLibrary(
      makeHandle: make, freeHandle: free, reset: reset, perform: perform, appendHeader: append, freeHeaders: freeList,
      set: set, info: info)
  }
}
