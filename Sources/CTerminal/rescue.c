// Gives the terminal back when the program crashes, or exits without having done so. Only what POSIX calls
// async-signal-safe is used.

#define _XOPEN_SOURCE 700
#include "private.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    maximum_bytes = 512,
    stack_bytes = 64 * 1024,
    /// How many milliseconds the terminal is given to take what was written before.
    patience = 500,
};

static volatile sig_atomic_t is_armed;
static int rescue_output, rescue_writable;
static struct termios rescue_settings;
static char rescue_bytes[maximum_bytes];
static size_t rescue_count;

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
enum { crash_count = sizeof crashes / sizeof *crashes };
static struct sigaction earlier[crash_count];
/// Whether the Swift runtime is to report a crash: only if told to, since it does so with registers and memory, where
/// secrets may be, and then waits half a minute for a key.
static bool is_report_wanted;

static void write_bytes(void) {
    size_t done = 0;
    bool is_emptied = false;
    while (done < rescue_count) {
        ssize_t written = write(rescue_writable, rescue_bytes + done, rescue_count - done);
        if (written > 0) {
            done += (size_t)written;
        } else if (written < 0 && errno == EAGAIN && !is_emptied) {
            struct pollfd ready = {.fd = rescue_writable, .events = POLLOUT};
            if (poll(&ready, 1, patience) > 0) continue;
            // A terminal that does not read: what it has not taken of the screen would be wiped off anyhow.
            tcflush(rescue_output, TCOFLUSH);
            is_emptied = true;
        } else if (written == 0 || errno != EINTR) {
            break;
        }
    }
}

void cterminal_rescue(void) {
    if (!is_armed) return;
    is_armed = 0;
    // A shell that has taken the terminal back in the meantime is not to be disturbed.
    pid_t owner = tcgetpgrp(rescue_output);
    if (owner > 0 && owner != getpgrp()) return;
    write_bytes();
    tcsetattr(rescue_output, TCSANOW, &rescue_settings);
}

static void handle_crash(int signal_number, siginfo_t *information, void *context) {
    (void)context;
    cterminal_rescue();
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(signal_number, &standard, NULL);
    for (int index = 0; is_report_wanted && index < crash_count; index++) {
        if (crashes[index] == signal_number) sigaction(signal_number, &earlier[index], NULL);
    }
    // A fault of this thread's own is pending until this handler returns: then whoever handled it before us, or the
    // system, sees it where it happened. One that was sent may have found a thread that lets it in only for a moment, as
    // Dispatch's does in sigsuspend, and would stay pending there.
    if (information->si_code <= 0) {
        sigset_t sent;
        sigemptyset(&sent);
        sigaddset(&sent, signal_number);
        pthread_sigmask(SIG_UNBLOCK, &sent, NULL);
    }
    raise(signal_number);
}

static void handle_crashes(void) {
    // A stack that has overflowed has no room for a handler. The Swift runtime may have seen to that before us.
    stack_t stack;
    if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
        static char bytes[stack_bytes];
        stack_t own = {.ss_sp = bytes, .ss_size = sizeof bytes};
        sigaltstack(&own, NULL);
    }
    is_report_wanted = getenv("SWIFT_BACKTRACE") != NULL;
    struct sigaction action = {.sa_sigaction = handle_crash, .sa_flags = SA_ONSTACK | SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < crash_count; index++) sigaction(crashes[index], &action, &earlier[index]);
}

void cterminal_arm_rescue(int output, int writable, const struct termios *settings, const char *bytes, size_t count) {
    static bool is_installed = false;
    is_armed = 0;
    rescue_output = output;
    rescue_writable = writable;
    rescue_settings = *settings;
    rescue_count = count < maximum_bytes ? count : maximum_bytes;
    memcpy(rescue_bytes, bytes, rescue_count);
    if (!is_installed) {
        is_installed = true;
        handle_crashes();
        atexit(cterminal_rescue);
    }
    is_armed = 1;
}

void cterminal_disarm_rescue(void) { is_armed = 0; }
