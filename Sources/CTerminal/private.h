// What the files of this target share.

#ifndef CTERMINAL_PRIVATE_H
#define CTERMINAL_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/// Ends the bracketing of pastes (xterm's ctlseqs, DEC private mode 2004).
#define CTERMINAL_PASTE_OFF "\033[?2004l"

/// Begins and ends the reports of the mouse: of buttons, with places of any size (xterm's ctlseqs, DEC private modes 1000
/// and 1006).
#define CTERMINAL_MOUSE_ON "\033[?1000h\033[?1006h"
#define CTERMINAL_MOUSE_OFF "\033[?1006l\033[?1000l"

/// Whether the terminal in use has a second screen, to leave the first as it was.
bool cterminal_has_alternate_screen(void);

/// Whether the terminal in use can be told not to go on in the next line.
bool cterminal_has_margin_switch(void);

/// The bytes that give the terminal in use back, put together beforehand since a signal handler cannot, also from the
/// reports of the mouse where it has them. Returns how many there are.
size_t cterminal_rescue_bytes(char *bytes, size_t capacity, int height, bool reports_mouse);

/// Says what gives the terminal back after a crash: its descriptor, the one to write to, which need not wait, settings,
/// and bytes. Until disarmed, a crash or exit does so.
void cterminal_arm_rescue(int output, int writable, const struct termios *settings, const char *bytes, size_t count);

/// Gives the terminal back as after a crash, now: also one that takes nothing.
void cterminal_rescue(void);

/// Begins to send what is written to a descriptor of ncurses' on to the terminal. False if the system cannot.
bool cterminal_open_output(int output, int written_by_ncurses);

/// Ends that, and forgets what waits.
void cterminal_close_output(void);

/// Where bytes can be written without waiting for the terminal, as soon as there is such a descriptor.
int cterminal_writable_output(int output);

/// Sends what ncurses has written, or has it wait behind what waits already.
void cterminal_send_frame(void);

/// Sends everything there is; false if the terminal does not take it.
bool cterminal_send_last(void);

/// Forgets what waits.
void cterminal_discard(void);

/// The terminal has been given back in the ordinary way.
void cterminal_disarm_rescue(void);

#endif
