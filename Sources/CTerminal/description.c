// What the terminal database and the terminal's driver say.

#define _XOPEN_SOURCE 700
#include "CTerminal.h"

#include "private.h"

#include <string.h>
#include <sys/ioctl.h>
// curses.h comes before term.h, which is full of macros with everyday names and thus last.
#include <curses.h>
#include <term.h>

/// Whether a capability beyond terminfo's own is there, be it a flag, a number or a string (user_caps(5)).
static bool has_extension(const char *name) {
    const char *text = tigetstr(name);
    return tigetflag(name) > 0 || tigetnum(name) > 0 || (text != NULL && text != (const char *)-1);
}

int cterminal_examine(const char *type, int output, int32_t *colors, bool *takes_true_color) {
    *colors = 0;
    *takes_true_color = false;
    TERMINAL *current = cur_term;
    int problem = 0;
    if (type[0] == '\0' || setupterm(type, output, &problem) != OK) {
        return problem == 1 ? CTERMINAL_UNSUITABLE_TYPE : CTERMINAL_UNKNOWN_TYPE;
    }
    TERMINAL *examined = cur_term;
    bool is_fit = cursor_address != NULL && !generic_type && !hard_copy;
    int number = tigetnum("colors");
    if (is_fit && number > 0 && tigetstr("setaf") != NULL) {
        *colors = number;
        *takes_true_color = has_extension("RGB") || has_extension("Tc");
    }
    if (examined != current) {
        set_curterm(current);
        del_curterm(examined);
    }
    return is_fit ? CTERMINAL_FIT : CTERMINAL_UNSUITABLE_TYPE;
}

bool cterminal_size(int output, int32_t *width, int32_t *height) {
    struct winsize size;
    if (ioctl(output, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
    *width = size.ws_col;
    *height = size.ws_row;
    return true;
}

bool cterminal_has_alternate_screen(void) { return enter_ca_mode != NULL && exit_ca_mode != NULL; }

bool cterminal_has_margin_switch(void) { return !auto_right_margin || (enter_am_mode != NULL && exit_am_mode != NULL); }

/// Appends a capability without its padding, which no terminal of today needs.
static size_t append(char *bytes, size_t count, size_t capacity, const char *capability) {
    if (capability == NULL || capability == (const char *)-1) return count;
    while (*capability != '\0' && count < capacity) {
        if (capability[0] == '$' && capability[1] == '<') {
            const char *end = strchr(capability, '>');
            if (end != NULL) {
                capability = end + 1;
                continue;
            }
        }
        bytes[count++] = *capability++;
    }
    return count;
}

size_t cterminal_rescue_bytes(char *bytes, size_t capacity, int height, bool reports_mouse) {
    size_t count = 0;
    count = append(bytes, count, capacity, exit_attribute_mode);
    count = append(bytes, count, capacity, orig_pair);
    count = append(bytes, count, capacity, CTERMINAL_PASTE_OFF);
    if (reports_mouse) count = append(bytes, count, capacity, CTERMINAL_MOUSE_OFF);
    count = append(bytes, count, capacity, keypad_local);
    if (cterminal_has_alternate_screen()) {
        count = append(bytes, count, capacity, exit_ca_mode);
    } else {
        count = append(bytes, count, capacity, tparm(cursor_address, height - 1, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
        count = append(bytes, count, capacity, "\r\n");
    }
    return append(bytes, count, capacity, cursor_normal);
}
