// The few calls of libcurl's easy interface that the program uses, by function pointer: the library is opened with dlopen
// when the first request is made, so that starting the program loads none of the 25 libraries behind it.
// The numbers are libcurl's stable binary interface (curl/curl.h).
#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>

typedef void CURL;
struct curl_slist;

typedef int (*ccurl_setopt)(CURL *, int, ...);
typedef int (*ccurl_getinfo)(CURL *, int, ...);
typedef size_t (*ccurl_sink)(char *, size_t, size_t, void *);

enum {
  CCURL_URL = 10002, CCURL_WRITE_DATA = 10001, CCURL_WRITE_FUNCTION = 20011, CCURL_HEADER_DATA = 10029,
  CCURL_HEADER_FUNCTION = 20079, CCURL_HEADERS = 10023, CCURL_METHOD = 10036, CCURL_BODY = 10165,
  CCURL_BODY_SIZE = 60, CCURL_FOLLOW = 52, CCURL_TIMEOUT_MS = 155, CCURL_CONNECT_TIMEOUT_MS = 156,
  CCURL_NO_SIGNAL = 99, CCURL_AGENT = 10018, CCURL_PROTOCOLS = 181, CCURL_NO_BODY = 44,
  CCURL_LOW_SPEED_BYTES = 19, CCURL_LOW_SPEED_SECONDS = 20, CCURL_CA_FILE = 10065, CCURL_ENCODING = 10102, CCURL_BUFFER_SIZE = 98,
  CCURL_STATUS = 0x200002, CCURL_PROTOCOL_HTTP = 1, CCURL_PROTOCOL_HTTPS = 2,
};

static inline int ccurl_set_long(ccurl_setopt set, CURL *handle, int option, long value) {
  return set(handle, option, value);
}
static inline int ccurl_set_pointer(ccurl_setopt set, CURL *handle, int option, const void *value) {
  return set(handle, option, value);
}
static inline int ccurl_set_sink(ccurl_setopt set, CURL *handle, int option, ccurl_sink sink) {
  return set(handle, option, sink);
}
static inline int ccurl_get_long(ccurl_getinfo get, CURL *handle, int info, long *value) {
  return get(handle, info, value);
}

#endif
