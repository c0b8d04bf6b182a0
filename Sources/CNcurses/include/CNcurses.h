// The little of ncurses, termios and signals that Swift cannot say itself: variadic functions, attribute macros, globals
// and code that must run inside a signal handler. No decisions are made here. One thread calls all of it, but for the
// handlers, which write only to a pipe or, in a crash, give the terminal back.
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

// MARK: Locale. Call once, before any thread exists: setlocale is not safe beside threads.

// Takes the listener's locale but keeps numbers with a point, as libmpv demands; forgets LINES and COLUMNS, which would
// override the terminal's true size; lets blocked signals through.
void tty_prepare(void);
// Whether the locale's characters are UTF-8.
bool tty_is_utf8(void);
// Columns the C library, and so ncurses, gives a character; -1 for one it does not know.
int tty_width(uint32_t character);

// MARK: What a terminal type can do, without opening it.

struct tty_type {
  bool is_known, can_address;
  int colors;
};
struct tty_type tty_look_up(const char *type);

// MARK: Life

// Starts curses on standard input and output; false when the type is unknown. Saves the terminal's modes first.
bool tty_open(const char *type);
// Bytes to send after each start and before each end, so that the crash handler knows them too. At most 255 bytes each.
void tty_set_modes(const char *on, const char *off);
// Leaves the alternate screen and restores all modes; tty_resume undoes that.
void tty_suspend(void);
void tty_resume(void);
// Suspends and stops the process as Ctrl-Z does; returns when it is continued, terminal still given back.
void tty_stop(void);
// Whether nothing is at the other end of standard input any more.
bool tty_is_gone(void);
// Gives the terminal back for good and frees curses; nothing is written to a terminal that has gone.
void tty_close(bool gone);
// Puts standard error into a file; a negative one puts it back.
void tty_redirect_errors(int file);
// Writes bytes as they are; false when not all went out.
bool tty_send(const char *bytes, int count);

// MARK: Signals

// Catches INT, TERM, HUP, QUIT, WINCH, TSTP and CONT before curses would, and writes each one's number as a byte into a
// pipe; gives its reading end, or -1. A signal that was ignored stays so. A process that has not ended eight seconds after one
// that asks for it is ended by SIGALRM.
int tty_catch_signals(void);
// Gives the terminal back on ILL, TRAP, SEGV, BUS, ABRT and FPE, then lets the next handler have its turn.
void tty_catch_crashes(void);
void tty_release_signals(void);
// An eventfd, which Swift's Glibc lacks; not blocking. -1 when there are no more files.
int tty_event(void);

// MARK: Size

void tty_size(int *rows, int *columns);
// Asks the terminal for its size and tells curses.
void tty_resize(void);

// MARK: Drawing

enum { TTY_BOLD = 1, TTY_DIM = 2, TTY_ITALIC = 4, TTY_UNDERLINE = 8, TTY_REVERSE = 16 };

void tty_put(int row, int column, const int32_t *text, int count, int attributes, int pair);
// Makes the next flush draw every cell anew.
void tty_repaint(void);
// Sends what changed. A negative row hides the cursor.
void tty_flush(int row, int column);

// MARK: Colour. -1 is the terminal's own.

int tty_colors(void);
int tty_pairs(void);
bool tty_has_default_colors(void);
// Colours are numbers 0xRRGGBB, as in the -direct types.
bool tty_is_direct(void);
bool tty_can_change_colors(void);
void tty_set_pair(int pair, int foreground, int background);
void tty_set_color(int slot, uint8_t red, uint8_t green, uint8_t blue);

// MARK: Keys

enum tty_key {
  TTY_NONE, TTY_CHARACTER, TTY_UP, TTY_DOWN, TTY_LEFT, TTY_RIGHT, TTY_HOME, TTY_END, TTY_PAGE_UP, TTY_PAGE_DOWN,
  TTY_BACKSPACE, TTY_DELETE, TTY_ENTER, TTY_BACK_TAB, TTY_PASTE_BEGIN, TTY_PASTE_END, TTY_FOCUS_IN, TTY_FOCUS_OUT,
  TTY_MOUSE, TTY_OTHER
};

// The next key already there; TTY_NONE when there is none. Never blocks, but for 25 ms behind an ESC.
enum tty_key tty_read(uint32_t *character);

#endif
