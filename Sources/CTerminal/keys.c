#define _XOPEN_SOURCE 700
#include "keys.h"

#include "CTerminal.h"

#include <stddef.h>
#include <curses.h>

enum {
    // Beyond what ncurses gives to the keys of a description.
    paste_begin = 0x2000,
    paste_end = 0x2001,
};

static const struct {
    const char *sequence;
    int code;
} sequences[] = {
    {"\033[200~", paste_begin}, {"\033[201~", paste_end},
    // Both cursor key modes: after a terminal's reset, or through a multiplexer, the other one may arrive (xterm's
    // ctlseqs, PC-style keys).
    {"\033[A", KEY_UP}, {"\033[B", KEY_DOWN}, {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
    {"\033OA", KEY_UP}, {"\033OB", KEY_DOWN}, {"\033OC", KEY_RIGHT}, {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME}, {"\033OH", KEY_HOME}, {"\033[1~", KEY_HOME}, {"\033[7~", KEY_HOME},
    {"\033[F", KEY_END}, {"\033OF", KEY_END}, {"\033[4~", KEY_END}, {"\033[8~", KEY_END},
    {"\033[2~", KEY_IC}, {"\033[3~", KEY_DC}, {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE},
    {"\033[Z", KEY_BTAB}, {"\033OM", KEY_ENTER},
    {"\033OP", KEY_F(1)}, {"\033OQ", KEY_F(2)}, {"\033OR", KEY_F(3)}, {"\033OS", KEY_F(4)},
    {"\033[[A", KEY_F(1)}, {"\033[[B", KEY_F(2)}, {"\033[[C", KEY_F(3)}, {"\033[[D", KEY_F(4)}, {"\033[[E", KEY_F(5)},
    {"\033[11~", KEY_F(1)}, {"\033[12~", KEY_F(2)}, {"\033[13~", KEY_F(3)}, {"\033[14~", KEY_F(4)},
    {"\033[15~", KEY_F(5)}, {"\033[17~", KEY_F(6)}, {"\033[18~", KEY_F(7)}, {"\033[19~", KEY_F(8)},
    {"\033[20~", KEY_F(9)}, {"\033[21~", KEY_F(10)}, {"\033[23~", KEY_F(11)}, {"\033[24~", KEY_F(12)},
};

void cterminal_define_keys(void) {
    // The reports of the mouse are read by whoever reads the keys. ncurses would keep their beginning to itself.
    define_key(NULL, KEY_MOUSE);
    for (size_t index = 0; index < sizeof sequences / sizeof *sequences; index++) {
        int known = key_defined(sequences[index].sequence);
        // Descriptions may name a sequence beyond the usual keys, under a code of its own: as the brackets of a paste.
        if (known == 0 || known > KEY_MAX) define_key(sequences[index].sequence, sequences[index].code);
    }
}

int32_t cterminal_key(int code) {
    if (code < KEY_MIN) return code;
    if (code > KEY_F0 && code <= KEY_F(63)) return CTERMINAL_KEY_F0 + (code - KEY_F0);
    switch (code) {
    case paste_begin: return CTERMINAL_PASTE_BEGIN;
    case paste_end: return CTERMINAL_PASTE_END;
    case KEY_ENTER: return CTERMINAL_KEY_ENTER;
    case KEY_BTAB: return CTERMINAL_KEY_BACKTAB;
    case KEY_BACKSPACE: return CTERMINAL_KEY_BACKSPACE;
    case KEY_DC: return CTERMINAL_KEY_DELETE;
    case KEY_IC: return CTERMINAL_KEY_INSERT;
    case KEY_UP: return CTERMINAL_KEY_UP;
    case KEY_DOWN: return CTERMINAL_KEY_DOWN;
    case KEY_LEFT: return CTERMINAL_KEY_LEFT;
    case KEY_RIGHT: return CTERMINAL_KEY_RIGHT;
    case KEY_HOME: case KEY_FIND: case KEY_A1: return CTERMINAL_KEY_HOME;
    case KEY_END: case KEY_SELECT: case KEY_C1: return CTERMINAL_KEY_END;
    case KEY_PPAGE: case KEY_A3: return CTERMINAL_KEY_PAGE_UP;
    case KEY_NPAGE: case KEY_C3: return CTERMINAL_KEY_PAGE_DOWN;
    default: return CTERMINAL_KEY_OTHER;
    }
}
