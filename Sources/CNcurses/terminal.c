// Curses, its modes and its drawing; signals are in signals.c.
#define NCURSES_WIDECHAR 1
#define _GNU_SOURCE
#include "internal.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(int32_t), "Swift passes wide characters as Int32");

static SCREEN *screen;
// Keys are read from a pad: wget_wch would refresh an ordinary window behind the program's back.
static WINDOW *keys;
static int saved_errors = -1;

// A file that is opened later would get the number of one that is closed, and take in what is said to the listener. These are
// open the wrong way, so that using them fails as before.
static void fill_closed(void) {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl(fd, F_GETFD) < 0) open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

void tty_prepare(void) {
  fill_closed();
    // Whoever started this may have left it ignored, and then no child's end tells how it ended.
    signal(SIGCHLD, SIG_DFL);
  setlocale(LC_ALL, "");
  setlocale(LC_NUMERIC, "C");
  unsetenv("LINES");
  unsetenv("COLUMNS");
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

bool tty_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

int tty_width(uint32_t character) { return wcwidth((wchar_t)character); }

static bool has_string(const char *name) {
  char *value = tigetstr((char *)name);
  return value != NULL && value != (char *)-1;
}

struct tty_type tty_look_up(const char *type) {
  struct tty_type found = {false, false, 0};
  int error;
  TERMINAL *before = cur_term;
  if (setupterm(type, STDOUT_FILENO, &error) != OK) return found;
  found.is_known = true;
  found.can_address = has_string("cup");
  found.colors = tigetnum("colors");
  TERMINAL *looked_up = set_curterm(before);
  del_curterm(looked_up);
  return found;
}

// MARK: Life

// Ctrl-S is a key like any other: with flow control it would hold up all that writes, and with it the whole program.
static void end_flow_control(void) {
  struct termios modes;
  if (tcgetattr(STDIN_FILENO, &modes) != 0) return;
  modes.c_iflag &= ~(tcflag_t)IXON;
  if (tcsetattr(STDIN_FILENO, TCSANOW, &modes) == 0) def_prog_mode();
}

// The keys curses cannot know from terminfo. define_key takes any number above KEY_MAX.
enum { CODE_PASTE_BEGIN = KEY_MAX + 1000, CODE_PASTE_END, CODE_FOCUS_IN, CODE_FOCUS_OUT, CODE_MOUSE };

static void define_keys(void) {
  define_key("\033[200~", CODE_PASTE_BEGIN);
  define_key("\033[201~", CODE_PASTE_END);
  define_key("\033[I", CODE_FOCUS_IN);
  define_key("\033[O", CODE_FOCUS_OUT);
  define_key("\033[<", CODE_MOUSE);
}

bool tty_open(const char *type) {
  if (screen != NULL) return false;
  tty_remember_modes();
  screen = newterm(type, stdout, stdin);
  if (screen == NULL) return false;
  cbreak();
  noecho();
  nonl();
  end_flow_control();
  if (getenv("ESCDELAY") == NULL) set_escdelay(25);
  keys = newpad(1, 1);
  keypad(keys, TRUE);
  nodelay(keys, TRUE);
  define_keys();
  leaveok(stdscr, TRUE);
  curs_set(0);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  tty_remember_restoration();
  return true;
}

void tty_suspend(void) {
  if (screen == NULL || isendwin()) return;
  tty_send_off();
  endwin();
  // Without a second screen behind, the shell would write into what stands in the last line.
  if (has_string("el")) {
    putp("\r");
    putp(tigetstr("el"));
    fflush(stdout);
  }
  tty_restore_modes();
}

void tty_resume(void) {
  if (screen == NULL) return;
  clearok(curscr, TRUE);
  doupdate();
  tty_send_on();
}

void tty_close(bool gone) {
  if (screen == NULL) return;
  if (!gone) tty_suspend();
  tty_forget_restoration();
  // Freeing curses writes nothing, but a screen that is not ended would be ended by delscreen's atexit companion.
  delwin(keys);
  if (!gone) delscreen(screen);
  keys = NULL;
  screen = NULL;
}

void tty_redirect_errors(int file) {
  if (file >= 0) {
    if (saved_errors < 0) saved_errors = dup(STDERR_FILENO);
    dup2(file, STDERR_FILENO);
  } else if (saved_errors >= 0) {
    dup2(saved_errors, STDERR_FILENO);
    close(saved_errors);
    saved_errors = -1;
  }
}

// MARK: Size

// Not "columns": term.h has a macro of that name.
void tty_size(int *rows, int *width) {
  *rows = LINES;
  *width = COLS;
}

void tty_resize(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return;
  resizeterm(size.ws_row, size.ws_col);
}

// MARK: Drawing

void tty_put(int row, int column, const int32_t *text, int count, int attributes, int pair) {
  attr_t curses_attributes = A_NORMAL;
  if (attributes & TTY_BOLD) curses_attributes |= A_BOLD;
  if (attributes & TTY_DIM) curses_attributes |= A_DIM;
  if (attributes & TTY_ITALIC) curses_attributes |= A_ITALIC;
  if (attributes & TTY_UNDERLINE) curses_attributes |= A_UNDERLINE;
  if (attributes & TTY_REVERSE) curses_attributes |= A_REVERSE;
  // The pair goes through `opts`: the argument of type short ends at 32767.
  wattr_set(stdscr, curses_attributes, 0, &pair);
  mvwaddnwstr(stdscr, row, column, (const wchar_t *)text, count);
}

void tty_repaint(void) { clearok(curscr, TRUE); }

void tty_flush(int row, int column) {
  bool is_shown = row >= 0;
  leaveok(stdscr, !is_shown);
  curs_set(is_shown ? 1 : 0);
  if (is_shown) wmove(stdscr, row, column);
  wnoutrefresh(stdscr);
  doupdate();
}

// MARK: Colour

int tty_colors(void) { return has_colors() ? COLORS : 0; }

int tty_pairs(void) { return COLOR_PAIRS; }

bool tty_has_default_colors(void) { return has_colors() && use_default_colors() == OK; }

bool tty_is_direct(void) { return COLORS >= 0x1000000 && tigetflag("RGB") > 0; }

bool tty_can_change_colors(void) { return can_change_color() && has_string("oc"); }

void tty_set_pair(int pair, int foreground, int background) { init_extended_pair(pair, foreground, background); }

void tty_set_color(int slot, uint8_t red, uint8_t green, uint8_t blue) {
  // Curses counts from 0 to 1000.
  init_extended_color(slot, red * 1000 / 255, green * 1000 / 255, blue * 1000 / 255);
}

// MARK: Keys

static enum tty_key function_key(wint_t code) {
  switch (code) {
    case KEY_UP: return TTY_UP;
    case KEY_DOWN: return TTY_DOWN;
    case KEY_LEFT: return TTY_LEFT;
    case KEY_RIGHT: return TTY_RIGHT;
    case KEY_HOME: return TTY_HOME;
    case KEY_END: return TTY_END;
    case KEY_PPAGE: return TTY_PAGE_UP;
    case KEY_NPAGE: return TTY_PAGE_DOWN;
    case KEY_BACKSPACE: return TTY_BACKSPACE;
    case KEY_DC: return TTY_DELETE;
    case KEY_ENTER: return TTY_ENTER;
    case KEY_BTAB: return TTY_BACK_TAB;
    case CODE_PASTE_BEGIN: return TTY_PASTE_BEGIN;
    case CODE_PASTE_END: return TTY_PASTE_END;
    case CODE_FOCUS_IN: return TTY_FOCUS_IN;
    case CODE_FOCUS_OUT: return TTY_FOCUS_OUT;
    case CODE_MOUSE: return TTY_MOUSE;
    default: return TTY_OTHER;
  }
}

enum tty_key tty_read(uint32_t *character) {
  wint_t code = 0;
  int result = wget_wch(keys, &code);
  if (result == KEY_CODE_YES) return function_key(code);
  if (result != OK) return TTY_NONE;
  *character = code;
  return TTY_CHARACTER;
}
