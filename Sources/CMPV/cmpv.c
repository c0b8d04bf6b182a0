// The header is all there is; a target of C needs one file to compile.
#include "CMPV.h"
