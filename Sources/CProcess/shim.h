// Functions of the C library that Swift cannot call, because they are variadic.
#ifndef BUDKAVLE_CPROCESS_SHIM_H
#define BUDKAVLE_CPROCESS_SHIM_H

#include <sys/prctl.h>
#include <sys/resource.h>

// 0 on success, -1 with errno set otherwise.
static inline int budkavle_set_dumpable(unsigned long isDumpable) {
    return prctl(PR_SET_DUMPABLE, isDumpable, 0UL, 0UL, 0UL);
}

// 1 dumpable, 0 not, -1 with errno set on failure.
static inline int budkavle_get_dumpable(void) {
    return prctl(PR_GET_DUMPABLE, 0UL, 0UL, 0UL, 0UL);
}

// 0 on success, -1 with errno set otherwise.
static inline int budkavle_forbid_core_files(void) {
    const struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_CORE, &none);
}

#endif
