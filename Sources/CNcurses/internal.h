// What terminal.c and signals.c share.
#ifndef CNCURSES_INTERNAL_H
#define CNCURSES_INTERNAL_H

#include "CNcurses.h"

// The modes before curses, and how to get back to them.
void tty_remember_modes(void);
void tty_restore_modes(void);
// Prepares the bytes that give the terminal back, for the crash handler and atexit.
void tty_remember_restoration(void);
void tty_forget_restoration(void);
void tty_send_on(void);
void tty_send_off(void);

#endif
