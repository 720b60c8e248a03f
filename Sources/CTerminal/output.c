// What goes to the terminal. ncurses writes its frames into memory, and from there they go on as fast as the terminal
// takes them: one that is stopped, or behind a dead connection, does not hold the main thread.

#define _GNU_SOURCE
#include "CTerminal.h"

#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    /// How many milliseconds a terminal may take nothing before the main thread turns to something else.
    patience = 500,
    /// How many bytes may wait for the terminal beside a frame.
    maximum_waiting = 1024 * 1024,
};

/// Its own open file, so that writing does not wait here, and still does for everybody else who has the terminal.
static int terminal = -1;
/// Where ncurses writes.
static int frames = -1;
static uint8_t *waiting;
static size_t waiting_start, waiting_end, waiting_capacity;

static void discard(void) { waiting_start = waiting_end = 0; }

static bool append(const uint8_t *bytes, size_t count) {
    if (waiting_start == waiting_end) discard();
    if (waiting_end + count > waiting_capacity) {
        size_t capacity = (waiting_end + count) * 2;
        uint8_t *larger = realloc(waiting, capacity);
        if (larger == NULL) return false;
        waiting = larger;
        waiting_capacity = capacity;
    }
    memcpy(waiting + waiting_end, bytes, count);
    waiting_end += count;
    return true;
}

static int open_again(int output) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", output);
    int again = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    // The terminal may be another user's, who has become this one: then writing waits.
    return again >= 0 ? again : fcntl(output, F_DUPFD_CLOEXEC, 0);
}

bool cterminal_open_output(int output, int written_by_ncurses) {
    terminal = open_again(output);
    frames = memfd_create("gavel-frames", MFD_CLOEXEC);
    if (terminal >= 0 && frames >= 0 && dup3(frames, written_by_ncurses, O_CLOEXEC) >= 0) return true;
    cterminal_close_output();
    return false;
}

void cterminal_close_output(void) {
    if (terminal >= 0) close(terminal);
    if (frames >= 0) close(frames);
    terminal = frames = -1;
    free(waiting);
    waiting = NULL;
    waiting_capacity = 0;
    discard();
}

int cterminal_writable_output(int output) { return terminal >= 0 ? terminal : output; }

static void collect(void) {
    off_t count = lseek(frames, 0, SEEK_CUR);
    if (count <= 0) return;
    uint8_t bytes[4096];
    for (off_t done = 0; done < count;) {
        ssize_t taken = pread(frames, bytes, sizeof bytes, done);
        if (taken <= 0 || !append(bytes, (size_t)taken)) break;
        done += taken;
    }
    // What it was written to has the same place in it.
    lseek(frames, 0, SEEK_SET);
    (void)!ftruncate(frames, 0);
}

static int32_t send_within(int milliseconds) {
    while (waiting_start < waiting_end) {
        ssize_t written = write(terminal, waiting + waiting_start, waiting_end - waiting_start);
        if (written > 0) {
            waiting_start += (size_t)written;
        } else if (written < 0 && errno == EAGAIN) {
            struct pollfd ready = {.fd = terminal, .events = POLLOUT};
            if (milliseconds == 0 || poll(&ready, 1, milliseconds) == 0) return CTERMINAL_WAITING;
        } else if (written == 0 || errno != EINTR) {
            // Nobody will ever take it.
            discard();
            return CTERMINAL_GONE;
        }
    }
    discard();
    return CTERMINAL_SENT;
}

bool cterminal_send_last(void) {
    collect();
    return send_within(patience) != CTERMINAL_WAITING;
}

void cterminal_discard(void) { discard(); }

int32_t cterminal_send(void) { return send_within(0); }

bool cterminal_is_waiting(void) { return waiting_start < waiting_end; }

int cterminal_copy_output(void) { return fcntl(terminal, F_DUPFD_CLOEXEC, 0); }

bool cterminal_write(const uint8_t *bytes, size_t count) {
    // What waits already has been waited for.
    bool is_stalled = cterminal_is_waiting();
    if (waiting_end - waiting_start + count > maximum_waiting || !append(bytes, count)) return false;
    return send_within(is_stalled ? 0 : patience) != CTERMINAL_GONE;
}

void cterminal_send_frame(void) {
    bool is_stalled = cterminal_is_waiting();
    collect();
    send_within(is_stalled ? 0 : patience);
}
