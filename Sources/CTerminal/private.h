// What the files of this target share.

#ifndef CTERMINAL_PRIVATE_H
#define CTERMINAL_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/// Ends the bracketing of pastes (xterm's ctlseqs, DEC private mode 2004).
#define CTERMINAL_PASTE_OFF "\033[?2004l"

/// Whether the terminal in use has a second screen, to leave the first as it was.
bool cterminal_has_alternate_screen(void);

/// Whether the terminal in use can be told not to go on in the next line.
bool cterminal_has_margin_switch(void);

/// The bytes that give the terminal in use back, put together beforehand since a signal handler cannot. Returns how
/// many there are.
size_t cterminal_rescue_bytes(char *bytes, size_t capacity, int height);

/// Says what gives the terminal back after a crash: its descriptor, settings, and bytes. Until disarmed, a crash or
/// exit does so.
void cterminal_arm_rescue(int output, const struct termios *settings, const char *bytes, size_t count);

/// The terminal has been given back in the ordinary way.
void cterminal_disarm_rescue(void);

#endif
