// The header of libmpv, and no more: the library is opened with dlopen after the first paint, because loading it brings
// some 230 shared libraries and 100 ms. Nothing of it may be linked.
#ifndef CMPV_H
#define CMPV_H

#include <mpv/client.h>
#include <mpv/stream_cb.h>

#endif
