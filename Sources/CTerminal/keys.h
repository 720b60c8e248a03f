// What ncurses calls the keys, and the sequences it is taught beside those of the terminal's description.

#ifndef CTERMINAL_KEYS_H
#define CTERMINAL_KEYS_H

#include <stdint.h>

/// Teaches the open screen the usual sequences of keys that its terminal's description has another one for, or none.
void cterminal_define_keys(void);

/// Our number for a key of ncurses; bytes stay what they are.
int32_t cterminal_key(int code);

#endif
