// Gives the terminal back when the program crashes, or exits without having done so. Only what POSIX calls
// async-signal-safe is used.

#define _XOPEN_SOURCE 700
#include "private.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { maximum_bytes = 512, stack_bytes = 64 * 1024 };

static volatile sig_atomic_t is_armed;
static int rescue_output;
static struct termios rescue_settings;
static char rescue_bytes[maximum_bytes];
static size_t rescue_count;

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
enum { crash_count = sizeof crashes / sizeof *crashes };
static struct sigaction earlier[crash_count];

static void rescue(void) {
    if (!is_armed) return;
    is_armed = 0;
    // A shell that has taken the terminal back in the meantime is not to be disturbed.
    pid_t owner = tcgetpgrp(rescue_output);
    if (owner > 0 && owner != getpgrp()) return;
    size_t done = 0;
    while (done < rescue_count) {
        ssize_t written = write(rescue_output, rescue_bytes + done, rescue_count - done);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) break;
        done += (size_t)written;
    }
    tcsetattr(rescue_output, TCSANOW, &rescue_settings);
}

static void handle_crash(int signal_number) {
    rescue();
    for (int index = 0; index < crash_count; index++) {
        if (crashes[index] == signal_number) sigaction(signal_number, &earlier[index], NULL);
    }
    // Pending until this handler returns: then whoever handled it before us, or the system, sees it.
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
    struct sigaction action = {.sa_handler = handle_crash, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < crash_count; index++) sigaction(crashes[index], &action, &earlier[index]);
}

void cterminal_arm_rescue(int output, const struct termios *settings, const char *bytes, size_t count) {
    static bool is_installed = false;
    is_armed = 0;
    rescue_output = output;
    rescue_settings = *settings;
    rescue_count = count < maximum_bytes ? count : maximum_bytes;
    memcpy(rescue_bytes, bytes, rescue_count);
    if (!is_installed) {
        is_installed = true;
        handle_crashes();
        atexit(rescue);
    }
    is_armed = 1;
}

void cterminal_disarm_rescue(void) { is_armed = 0; }
