// Signals that concern a terminal program, turned into bytes in a pipe that the main queue reads.

#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static const int watched[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP, SIGQUIT};
enum { watched_count = sizeof watched / sizeof *watched };
static struct sigaction earlier[watched_count];
static bool is_watching;
static int ends[2] = {-1, -1};

static void handle(int signal_number) {
    int error = errno;
    unsigned char byte = (unsigned char)signal_number;
    // A full pipe holds more signals than anybody will tell apart.
    ssize_t ignored = write(ends[1], &byte, 1);
    (void)ignored;
    errno = error;
}

static void catch_signals(void) {
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < watched_count; index++) {
        sigaction(watched[index], NULL, &earlier[index]);
        bool is_ignored = !(earlier[index].sa_flags & SA_SIGINFO) && earlier[index].sa_handler == SIG_IGN;
        if (is_ignored && watched[index] != SIGWINCH && watched[index] != SIGCONT) continue;
        sigaction(watched[index], &action, NULL);
    }
    is_watching = true;
}

int cterminal_watch_signals(void) {
    if (is_watching) return -1;
    // The pipe stays for the life of the process: a handler on another thread may be about to write to it.
    if (ends[0] < 0) {
        if (pipe(ends) != 0) return -1;
        for (int index = 0; index < 2; index++) {
            fcntl(ends[index], F_SETFD, FD_CLOEXEC);
            fcntl(ends[index], F_SETFL, O_NONBLOCK);
        }
    }
    catch_signals();
    return ends[0];
}

int cterminal_next_signal(void) {
    unsigned char byte;
    return read(ends[0], &byte, 1) == 1 ? byte : 0;
}

void cterminal_unwatch_signals(void) {
    if (!is_watching) return;
    is_watching = false;
    for (int index = 0; index < watched_count; index++) sigaction(watched[index], &earlier[index], NULL);
    while (cterminal_next_signal() != 0) continue;
}

static bool is_stop_ignored(void) {
    struct sigaction action;
    return sigaction(SIGTSTP, NULL, &action) == 0 && !(action.sa_flags & SA_SIGINFO) && action.sa_handler == SIG_IGN;
}

bool cterminal_is_in_background(int output) {
    pid_t owner = tcgetpgrp(output);
    return owner > 0 && owner != getpgrp();
}

/// Whether a shell watches over us. Were there none, the system would not stop us, and nobody could
/// continue us.
static bool has_shell(void) {
    pid_t parent = getppid();
    return parent > 1 && getsid(parent) == getsid(0) && getpgid(parent) != getpgrp();
}

static const int endings[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

/// While the program is stopped, the terminal is not its own: what asks it to end ends it at once, or a shell's `kill`
/// would have no effect before the next `fg`.
static void let_end(bool is_stopped) {
    struct sigaction standard = {.sa_handler = SIG_DFL}, action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    sigemptyset(&standard.sa_mask);
    sigemptyset(&action.sa_mask);
    for (size_t index = 0; index < sizeof endings / sizeof *endings; index++) {
        struct sigaction current;
        sigaction(endings[index], NULL, &current);
        // What is ignored stays ignored.
        bool is_ours = current.sa_handler == (is_stopped ? handle : SIG_DFL);
        if (is_ours) sigaction(endings[index], is_stopped ? &standard : &action, NULL);
    }
}

bool cterminal_stop(int output, bool group) {
    if (is_stop_ignored()) return false;
    let_end(true);
    struct sigaction stop, resume;
    struct sigaction ignoring = {.sa_handler = SIG_IGN}, standard = {.sa_handler = SIG_DFL};
    sigemptyset(&ignoring.sa_mask);
    sigemptyset(&standard.sa_mask);
    sigaction(SIGCONT, &standard, &resume);
    if (group) {
        // The kernel would have stopped everything that runs with us, so we do: the others first.
        sigaction(SIGTSTP, &ignoring, &stop);
        kill(0, SIGTSTP);
        sigaction(SIGTSTP, &standard, NULL);
    } else {
        sigaction(SIGTSTP, &standard, &stop);
    }
    // The main queue may run on a thread of Dispatch's, and these block signals. What ends the program has to be seen
    // here: before it stops once more.
    sigset_t stopping, blocked;
    sigemptyset(&stopping);
    sigaddset(&stopping, SIGTSTP);
    for (size_t index = 0; index < sizeof endings / sizeof *endings; index++) sigaddset(&stopping, endings[index]);
    pthread_sigmask(SIG_UNBLOCK, &stopping, &blocked);
    // Unlike kill, raise has stopped us before it returns. Continued in the background, we have to wait for the
    // terminal.
    do raise(SIGTSTP);
    while (cterminal_is_in_background(output) && has_shell());
    pthread_sigmask(SIG_SETMASK, &blocked, NULL);
    sigaction(SIGTSTP, &stop, NULL);
    sigaction(SIGCONT, &resume, NULL);
    let_end(false);
    return true;
}
