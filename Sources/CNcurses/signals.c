// Handlers, and giving the terminal back from inside one. Only async-signal-safe calls below the line that says so.
#define _GNU_SOURCE
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

static struct termios modes_before;
static bool has_modes_before;
static char mode_on[256], mode_off[256];
static char restoration[1024];
static volatile sig_atomic_t restoration_length;

static int signal_pipe[2] = {-1, -1};
static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE};
enum { MOST_SECONDS_TO_END = 8 };
enum { CAUGHT = sizeof caught / sizeof *caught, CRASHES = sizeof crashes / sizeof *crashes };
static struct sigaction caught_before[CAUGHT], crashes_before[CRASHES];
static bool is_catching, is_catching_crashes;

// MARK: Modes

void tty_remember_modes(void) { has_modes_before = tcgetattr(STDIN_FILENO, &modes_before) == 0; }

void tty_set_modes(const char *on, const char *off) {
  strncpy(mode_on, on, sizeof mode_on - 1);
  strncpy(mode_off, off, sizeof mode_off - 1);
  tty_send_on();
  tty_remember_restoration();
}

void tty_send_on(void) { tty_send(mode_on, (int)strlen(mode_on)); }

void tty_send_off(void) { tty_send(mode_off, (int)strlen(mode_off)); }

// Appends a terminfo string without its padding marks, `$<5/>`.
static size_t append_capability(size_t length, const char *name) {
  const char *text = tigetstr((char *)name);
  if (text == NULL || text == (char *)-1) return length;
  while (*text != 0 && length < sizeof restoration - 1) {
    if (text[0] == '$' && text[1] == '<') {
      const char *end = strchr(text, '>');
      if (end != NULL) {
        text = end + 1;
        continue;
      }
    }
    restoration[length++] = *text++;
  }
  return length;
}

static void close_at_exit(void) {
  tty_close(false);
  tty_redirect_errors(-1);
}

void tty_remember_restoration(void) {
  static bool is_registered;
  if (!is_registered) is_registered = atexit(close_at_exit) == 0;
  restoration_length = 0;
  size_t length = strlen(mode_off);
  memcpy(restoration, mode_off, length);
  length = append_capability(length, "sgr0");
  length = append_capability(length, "op");
  if (can_change_color()) length = append_capability(length, "oc");
  length = append_capability(length, "rmcup");
  length = append_capability(length, "rmkx");
  length = append_capability(length, "cnorm");
  restoration_length = (sig_atomic_t)length;
}

bool tty_is_gone(void) {
  struct termios modes;
  return tcgetattr(STDIN_FILENO, &modes) != 0;
}

void tty_forget_restoration(void) {
  restoration_length = 0;
  has_modes_before = false;
  mode_on[0] = mode_off[0] = 0;
}

// MARK: Signals

static void handle_signal(int number);
static void handle_crash(int number, siginfo_t *info, void *context);

int tty_catch_signals(void) {
  if (is_catching) return signal_pipe[0];
  if (signal_pipe[0] < 0 && pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  struct sigaction action = {.sa_handler = handle_signal, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < CAUGHT; i++) {
    sigaction(caught[i], &action, &caught_before[i]);
    if (caught_before[i].sa_handler == SIG_IGN) sigaction(caught[i], &caught_before[i], NULL);
  }
  signal(SIGALRM, SIG_DFL);
  is_catching = true;
  return signal_pipe[0];
}

void tty_catch_crashes(void) {
  if (is_catching_crashes) return;
  // A stack that has overflowed cannot run its own handler. The runtime's alternate stack is kept where there is one.
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) {
    static char alternate[64 * 1024];
    stack_t own = {.ss_sp = alternate, .ss_size = sizeof alternate};
    sigaltstack(&own, NULL);
  }
  struct sigaction action = {.sa_sigaction = handle_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < CRASHES; i++) sigaction(crashes[i], &action, &crashes_before[i]);
  is_catching_crashes = true;
}

void tty_release_signals(void) {
  for (int i = 0; is_catching && i < CAUGHT; i++) sigaction(caught[i], &caught_before[i], NULL);
  for (int i = 0; is_catching_crashes && i < CRASHES; i++) sigaction(crashes[i], &crashes_before[i], NULL);
  is_catching = is_catching_crashes = false;
}

int tty_event(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void tty_stop(void) {
  tty_suspend();
  struct sigaction stop = {.sa_handler = SIG_DFL}, before;
  sigaction(SIGTSTP, &stop, &before);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
}

// MARK: Async-signal-safe from here on.

bool tty_send(const char *bytes, int count) {
  while (count > 0) {
    ssize_t written = write(STDOUT_FILENO, bytes, (size_t)count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    count -= (int)written;
  }
  return true;
}

void tty_restore_modes(void) {
  if (has_modes_before) tcsetattr(STDIN_FILENO, TCSADRAIN, &modes_before);
}

static void handle_signal(int number) {
  int saved = errno;
  // Whoever was asked to end and does not, as behind a terminal that takes no more output, is ended.
  if (number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT) alarm(MOST_SECONDS_TO_END);
  char byte = (char)number;
  // A full pipe loses nothing: the loop that reads it has not caught up with signals of the same kind.
  if (write(signal_pipe[1], &byte, 1) < 0) { }
  errno = saved;
}

static void handle_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  tty_send(restoration, restoration_length);
  if (restoration_length > 0) {
    restoration_length = 0;
    tty_restore_modes();
    // Swift's backtracer would ask a question on the terminal and wait half a minute for the answer.
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
  }
  for (int i = 0; i < CRASHES; i++)
    if (crashes[i] == number) sigaction(number, &crashes_before[i], NULL);
  // A fault happens again on return, with its address; a breakpoint or a signal sent by somebody does not. The runtime's
  // handler counts on the fault and returns after its backtrace, so that the end must be asked for.
  if (info->si_code > 0 && number != SIGTRAP) return;
  sigset_t own;
  sigemptyset(&own);
  sigaddset(&own, number);
  sigprocmask(SIG_UNBLOCK, &own, NULL);
  raise(number);
  struct sigaction end = {.sa_handler = SIG_DFL};
  sigaction(number, &end, NULL);
  raise(number);
}
