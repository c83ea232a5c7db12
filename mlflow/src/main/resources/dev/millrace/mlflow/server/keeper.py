"""Runs a command and sees to it that nothing of it stays.

The command, with all that it starts, ends when standard input ends: that is when its Java process
closes it, or is gone, however it went. Ctrl-C in the terminal is for the Java process to answer.
"""

import os
import signal
import subprocess
import sys
import threading

PATIENCE_SECONDS = 8

child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)


def signal_all(number):
    try:
        if os.name == "nt":
            subprocess.call(["taskkill", "/F", "/T", "/PID", str(child.pid)])
        else:
            os.killpg(child.pid, number)
    except OSError:
        pass


def stop(*_):
    signal_all(signal.SIGTERM)
    try:
        child.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        pass
    if os.name != "nt":
        signal_all(signal.SIGKILL)


def watch():
    sys.stdin.buffer.read()
    stop()


signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=stop).start())
threading.Thread(target=watch, daemon=True).start()
code = child.wait()
if os.name != "nt":
    signal_all(signal.SIGKILL)
os._exit(code if code >= 0 else 128 - code)
