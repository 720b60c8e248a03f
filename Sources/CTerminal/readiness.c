// A terminal that is hung up, told as one that can be read.
//
// Dispatch's manager thread goes on looking at the source of a descriptor that is hung up after it has woken whoever
// handles it, who may have given the source free by then (swift-corelibs-libdispatch, event_epoll.c,
// _dispatch_event_merge_fd). A descriptor of epoll's own can be read as long as what it watches can be, or is hung up, and
// knows no other state (epoll(7)).

#include "CTerminal.h"

#include <sys/epoll.h>
#include <unistd.h>

int cterminal_readiness(int descriptor) {
    int readiness = epoll_create1(EPOLL_CLOEXEC);
    if (readiness < 0) return -1;
    struct epoll_event event = {.events = EPOLLIN};
    if (epoll_ctl(readiness, EPOLL_CTL_ADD, descriptor, &event) == 0) return readiness;
    close(readiness);
    return -1;
}
