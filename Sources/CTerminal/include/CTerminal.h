// What Terminal needs of ncurses, of terminfo and of signals, without their macros, globals and variadic functions.
//
// One screen is open at a time in a process, as ncurses, signal handlers and the terminal itself are one each. All
// functions but cterminal_width are for the main thread.

#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// --- Text ---

/// Gives the process a UTF-8 LC_CTYPE: the environment's if it is one, otherwise C.UTF-8. False if the system has none.
bool cterminal_use_utf8(void);

/// wcwidth: -1 for what cannot be shown, 0 for what joins the character before, otherwise 1 or 2.
int cterminal_width(uint32_t scalar);

// --- The terminal's description ---

enum {
    CTERMINAL_FIT = 0,
    CTERMINAL_UNKNOWN_TYPE = 1,
    CTERMINAL_UNSUITABLE_TYPE = 2,
};

/// Whether a type of terminal is known and can be used, how many colours it has (0 for none), and whether its description
/// says that it takes colours of 24 bits too (RGB, or tmux's Tc). Writes nothing to the terminal.
int cterminal_examine(const char *type, int output, int32_t *colors, bool *takes_true_color);

/// The terminal's size in cells; false if it does not tell.
bool cterminal_size(int output, int32_t *columns, int32_t *rows);

// --- The screen ---

/// Attributes of a cell.
enum {
    CTERMINAL_BOLD = 1 << 0,
    CTERMINAL_DIM = 1 << 1,
    CTERMINAL_ITALIC = 1 << 2,
    CTERMINAL_UNDERLINE = 1 << 3,
    CTERMINAL_REVERSE = 1 << 4,
};

/// What a cell shows: a scalar that takes room and up to four that join it, ended by a zero.
typedef struct {
    uint32_t scalars[6];
    int32_t pair;
    uint8_t attributes;
    /// 0 for the right half of a wide character.
    uint8_t width;
} CTerminalCell;

/// Takes the terminal over: raw mode, alternate screen, bracketed paste, and reports of the mouse where they are wanted.
/// False if ncurses cannot, or a screen is open.
bool cterminal_open(const char *type, int input, int output, bool colored, bool mouse);

/// Gives the terminal back as it was found, for a while. Does nothing if that has been done.
void cterminal_leave(void);

/// Takes the terminal again, and clears it.
void cterminal_enter(void);

/// Gives the terminal back and forgets it. Does nothing if no screen is open.
void cterminal_close(void);

/// Tells ncurses of a new size.
void cterminal_resize(int32_t columns, int32_t rows);

/// How large ncurses takes the screen to be.
void cterminal_screen_size(int32_t *columns, int32_t *rows);

/// How many colour pairs there may be beside pair 0; 0 without colours.
int32_t cterminal_pairs(void);

/// Gives a colour pair its colours; -1 is the terminal's own.
void cterminal_define_pair(int32_t pair, int32_t foreground, int32_t background);

/// Empties the next frame.
void cterminal_erase(void);

/// Has the next frame sent whole: the screen may show something else than was sent before.
void cterminal_distrust(void);

/// Puts cells into a row of the next frame, from the left edge on.
void cterminal_put(int32_t row, const CTerminalCell *cells, int32_t count);

/// Shows the next frame: what differs from the one that is shown. A negative row hides the cursor.
void cterminal_show(int32_t cursor_row, int32_t cursor_column);

/// Writes bytes to the terminal behind ncurses' back; false if it is gone, or too much waits for it already.
bool cterminal_write(const uint8_t *bytes, size_t count);

// --- A terminal that does not take what is written ---

enum {
    CTERMINAL_SENT = 0,
    CTERMINAL_WAITING = 1,
    CTERMINAL_GONE = 2,
};

/// Whether something waits until the terminal takes more.
bool cterminal_is_waiting(void);

/// Sends of what waits as much as the terminal takes at once.
int32_t cterminal_send(void);

/// A descriptor, the caller's own, that can be written to when the terminal takes more; -1 on failure.
int cterminal_copy_output(void);

// --- Keys ---

/// What cterminal_read gives beside bytes (0 to 255).
enum {
    CTERMINAL_NOTHING = -1,
    CTERMINAL_CLOSED = -2,
    CTERMINAL_KEY_OTHER = 0x1000,
    CTERMINAL_KEY_ENTER,
    CTERMINAL_KEY_BACKTAB,
    CTERMINAL_KEY_BACKSPACE,
    CTERMINAL_KEY_DELETE,
    CTERMINAL_KEY_INSERT,
    CTERMINAL_KEY_UP,
    CTERMINAL_KEY_DOWN,
    CTERMINAL_KEY_LEFT,
    CTERMINAL_KEY_RIGHT,
    CTERMINAL_KEY_HOME,
    CTERMINAL_KEY_END,
    CTERMINAL_KEY_PAGE_UP,
    CTERMINAL_KEY_PAGE_DOWN,
    CTERMINAL_PASTE_BEGIN,
    CTERMINAL_PASTE_END,
    /// F1 is one more.
    CTERMINAL_KEY_F0 = 0x1100,
};

/// The next byte or key, waiting at most so many milliseconds.
int32_t cterminal_read(int32_t milliseconds);

/// A descriptor, the caller's own, that is readable whenever the given one is, or is hung up, and that is never hung up
/// itself; -1 on failure.
int cterminal_readiness(int descriptor);

// --- Signals ---

/// Catches the signals that concern a terminal program, and gives a descriptor that is readable when there were some;
/// -1 on failure.
///
/// What the program was started to ignore stays ignored.
int cterminal_watch_signals(void);

/// The next signal caught, or 0.
int cterminal_next_signal(void);

/// Handles signals as before cterminal_watch_signals.
void cterminal_unwatch_signals(void);

/// Stops the process, or its whole group, as Ctrl-Z does in a shell; returns when it goes on and has the terminal.
/// False, at once, if the program was started to ignore that.
bool cterminal_stop(int output, bool group);

/// Whether the terminal is somebody else's for now: a shell's that has continued us in the background.
bool cterminal_is_in_background(int output);

#endif
