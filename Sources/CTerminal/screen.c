// The screen, by way of ncurses.

#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#include "CTerminal.h"

#include "keys.h"
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>
#include <curses.h>

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = CTERMINAL_PASTE_OFF;
static const char mouse_on[] = CTERMINAL_MOUSE_ON;
static const char mouse_off[] = CTERMINAL_MOUSE_OFF;

static SCREEN *screen;
static FILE *input_file, *output_file;
/// Keys are read in a pad: reading them in a window would paint it.
static WINDOW *keyboard;
static int output_descriptor = -1;
static int input_descriptor = -1;
/// The terminal's settings as they were found, and as the console needs them.
static struct termios found, needed;
static bool is_entered;
/// Whether the terminal reports the mouse while the console has it.
static bool reports_mouse;
static bool has_defaults;
static int cursor_visibility;

// --- Giving back ---

static void arm_rescue(void) {
    char bytes[512];
    size_t count = cterminal_rescue_bytes(bytes, sizeof bytes, LINES, reports_mouse);
    cterminal_arm_rescue(output_descriptor, cterminal_writable_output(output_descriptor), &found, bytes, count);
}

void cterminal_leave(void) {
    if (!is_entered) return;
    is_entered = false;
    // Without an alternate screen the frame would stay, and guest links with it.
    if (!cterminal_has_alternate_screen()) {
        werase(stdscr);
        clearok(curscr, TRUE);
        wrefresh(stdscr);
    }
    if (cursor_visibility == 0) curs_set(1);
    cursor_visibility = 1;
    // Its settings are ours to set: ncurses has only the memory that it writes to.
    endwin();
    cterminal_send_frame();
    cterminal_write((const uint8_t *)paste_off, sizeof paste_off - 1);
    if (reports_mouse) cterminal_write((const uint8_t *)mouse_off, sizeof mouse_off - 1);
    if (!cterminal_send_last()) {
        cterminal_discard();
        cterminal_rescue();
    }
    tcsetattr(output_descriptor, TCSANOW, &found);
    cterminal_disarm_rescue();
}

void cterminal_enter(void) {
    if (screen == NULL) return;
    tcsetattr(output_descriptor, TCSANOW, &needed);
    clearok(curscr, TRUE);
    wnoutrefresh(stdscr);
    // Ends what endwin began, but for the keypad, which ncurses takes to depend on the settings.
    doupdate();
    keypad(keyboard, TRUE);
    cterminal_send_frame();
    cterminal_write((const uint8_t *)paste_on, sizeof paste_on - 1);
    if (reports_mouse) cterminal_write((const uint8_t *)mouse_on, sizeof mouse_on - 1);
    is_entered = true;
    cursor_visibility = -1;
    arm_rescue();
}

void cterminal_close(void) {
    if (screen == NULL) return;
    cterminal_leave();
    delwin(keyboard);
    delscreen(screen);
    screen = NULL;
    fclose(input_file);
    fclose(output_file);
    cterminal_close_output();
}

// --- Taking over ---

static FILE *open_copy(int descriptor, const char *mode) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return NULL;
    FILE *file = fdopen(copy, mode);
    if (file == NULL) close(copy);
    return file;
}

static bool create_screen(const char *type, int input, int output) {
    input_file = open_copy(input, "r");
    output_file = open_copy(output, "w");
    if (input_file != NULL && output_file != NULL) {
        // The terminal's own word on its size, and not that of LINES and COLUMNS.
        use_env(FALSE);
        use_tioctl(TRUE);
        // initscr would end the program where newterm fails.
        screen = newterm(type, output_file, input_file);
        if (screen != NULL) return true;
    }
    if (input_file != NULL) fclose(input_file);
    if (output_file != NULL) fclose(output_file);
    return false;
}

bool cterminal_open(const char *type, int input, int output, bool colored, bool mouse) {
    if (screen != NULL || tcgetattr(output, &found) != 0) return false;
    reports_mouse = mouse;
    if (!create_screen(type, input, output)) return false;
    input_descriptor = input;
    output_descriptor = output;
    arm_rescue();
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    set_escdelay(25);
    typeahead(-1);
    keyboard = newpad(1, 1);
    if (keyboard == NULL || tcgetattr(output, &needed) != 0 || !cterminal_open_output(output, fileno(output_file))) {
        endwin();
        tcsetattr(output, TCSANOW, &found);
        cterminal_disarm_rescue();
        if (keyboard != NULL) delwin(keyboard);
        delscreen(screen);
        screen = NULL;
        fclose(input_file);
        fclose(output_file);
        return false;
    }
    keypad(keyboard, TRUE);
    cterminal_define_keys();
    has_defaults = false;
    if (colored && has_colors() && start_color() == OK) has_defaults = use_default_colors() == OK;
    cterminal_enter();
    return true;
}

void cterminal_resize(int32_t columns, int32_t rows) {
    if (screen == NULL) return;
    resizeterm(rows, columns);
    if (is_entered) arm_rescue();
}

void cterminal_screen_size(int32_t *columns, int32_t *rows) {
    if (screen == NULL) return;
    *columns = getmaxx(stdscr);
    *rows = getmaxy(stdscr);
}

// --- Painting ---

int32_t cterminal_pairs(void) { return screen != NULL && COLOR_PAIRS > 1 ? COLOR_PAIRS - 1 : 0; }

void cterminal_define_pair(int32_t pair, int32_t foreground, int32_t background) {
    if (!has_defaults && foreground < 0) foreground = COLOR_WHITE;
    if (!has_defaults && background < 0) background = COLOR_BLACK;
    init_extended_pair(pair, foreground, background);
}

void cterminal_erase(void) { werase(stdscr); }

void cterminal_distrust(void) { clearok(curscr, TRUE); }

static attr_t attributes(uint8_t flags) {
    attr_t result = A_NORMAL;
    if (flags & CTERMINAL_BOLD) result |= A_BOLD;
    if (flags & CTERMINAL_DIM) result |= A_DIM;
    if (flags & CTERMINAL_ITALIC) result |= A_ITALIC;
    if (flags & CTERMINAL_UNDERLINE) result |= A_UNDERLINE;
    if (flags & CTERMINAL_REVERSE) result |= A_REVERSE;
    return result;
}

void cterminal_put(int32_t row, const CTerminalCell *cells, int32_t count) {
    int width = getmaxx(stdscr);
    if (row < 0 || row >= getmaxy(stdscr)) return;
    if (count > width) count = width;
    // The last cell of the screen is written with the margin off, where marks join the wrong cell, or by pushing it
    // right with the character before it, which a wide one cannot do.
    bool is_last_row = row == getmaxy(stdscr) - 1;
    bool is_after_wide = count == width && width > 1 && cells[width - 2].width == 0;
    bool is_last_blank = is_last_row && is_after_wide && !cterminal_has_margin_switch();
    cchar_t line[count > 0 ? count : 1];
    int characters = 0;
    for (int32_t column = 0; column < count; column++) {
        const CTerminalCell *cell = &cells[column];
        if (cell->width == 0) continue;
        wchar_t text[CCHARW_MAX + 1] = {0};
        bool fits = column + cell->width <= width;
        for (int index = 0; fits && index < CCHARW_MAX && cell->scalars[index] != 0; index++) {
            if (is_last_row && column == width - 1 && (index > 0 || is_last_blank)) break;
            text[index] = (wchar_t)cell->scalars[index];
        }
        if (text[0] == L'\0') text[0] = L' ';
        int pair = cell->pair;
        setcchar(&line[characters++], text, attributes(cell->attributes), (short)(pair < 256 ? pair : 255), &pair);
    }
    mvwadd_wchnstr(stdscr, row, 0, line, characters);
}

void cterminal_show(int32_t cursor_row, int32_t cursor_column) {
    bool is_visible = cursor_row >= 0;
    if (is_visible) wmove(stdscr, cursor_row, cursor_column);
    leaveok(stdscr, !is_visible);
    if (cursor_visibility != is_visible) curs_set(is_visible);
    cursor_visibility = is_visible;
    wnoutrefresh(stdscr);
    doupdate();
    cterminal_send_frame();
}

// --- Keys ---

static bool is_closed(void) {
    struct pollfd state = {.fd = input_descriptor, .events = POLLIN};
    if (poll(&state, 1, 0) <= 0) return false;
    if (state.revents & (POLLHUP | POLLERR | POLLNVAL)) return true;
    int available = 0;
    return (state.revents & POLLIN) && ioctl(input_descriptor, FIONREAD, &available) == 0 && available == 0;
}

int32_t cterminal_read(int32_t milliseconds) {
    if (screen == NULL) return CTERMINAL_NOTHING;
    wtimeout(keyboard, milliseconds);
    int code;
    // Resizing leaves a key behind; the signal has told already.
    do code = wgetch(keyboard);
    while (code == KEY_RESIZE);
    if (code == ERR) return is_closed() ? CTERMINAL_CLOSED : CTERMINAL_NOTHING;
    return cterminal_key(code);
}
