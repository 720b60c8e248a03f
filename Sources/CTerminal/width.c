#define _XOPEN_SOURCE 700
#include "CTerminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stddef.h>
#include <string.h>
#include <wchar.h>

static bool is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool cterminal_use_utf8(void) {
    static const char *const locales[] = {"", "C.UTF-8", "C.utf8", "en_US.UTF-8"};
    // Other threads may be measuring: what is well is left alone.
    if (is_utf8()) return true;
    for (size_t index = 0; index < sizeof locales / sizeof *locales; index++) {
        if (setlocale(LC_CTYPE, locales[index]) != NULL && is_utf8()) return true;
    }
    return false;
}

int cterminal_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
