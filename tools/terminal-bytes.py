#!/usr/bin/env python3
"""Counts the bytes a program writes to its terminal: at the start, for each key, and for each second of playing and of pause.

  tools/terminal-bytes.py .build/release/crescendo --home /tmp/bytes --audio-output null

Plays the demo catalogue for twenty seconds in a terminal of 120 by 36; prints one line for each figure."""
import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import termios
import time

COLUMNS, ROWS = 120, 36
KEYS = ["j", "k", "s", "s", "2", "3", "4", "1", "e", "\x1b", "?", "\x1b"]


def drain(terminal, seconds):
    """What arrives within so many seconds."""
    data, end = b"", time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                data += os.read(terminal, 65536)
            except OSError:
                break
    return data


def settle(terminal, silence=8, most=120):
    """Waits until nothing has arrived for so many seconds: the model is trained and the queue stands."""
    end = time.monotonic() + most
    while drain(terminal, silence) and time.monotonic() < end:
        pass


def main(command):
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM=os.environ.get("BYTES_TERM", "xterm-256color"), LANG="C.UTF-8")
        os.environ.pop("NO_COLOR", None)
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    print(f"start\t{len(drain(terminal, 5))} bytes")
    os.write(terminal, b"\r")  # closes the first meeting, or plays
    settle(terminal)
    print(f"paused\t{len(drain(terminal, 5)) / 5:.1f} bytes/s")
    os.write(terminal, b" ")
    drain(terminal, 1)
    # The median: a queue that is asked for anew is drawn once, and is no second of playing.
    print(f"playing\t{statistics.median(len(drain(terminal, 2)) / 2 for _ in range(10)):.1f} bytes/s")
    os.write(terminal, b" ")
    settle(terminal, 2)
    for key in KEYS:
        os.write(terminal, key.encode())
        print(f"key {key!r}\t{len(drain(terminal, 0.5))} bytes")
    os.write(terminal, b"q")
    drain(terminal, 1)
    os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1:] or sys.exit(__doc__))
