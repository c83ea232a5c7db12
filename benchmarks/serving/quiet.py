"""Whether other processes disturb a measurement."""

import os
import time

TICKS = os.sysconf("SC_CLK_TCK")
QUIET = 0.08


def busy_seconds():
    """Processor time of all processes on all cores, and what the hypervisor took."""
    with open("/proc/stat") as stat:
        user, nice, system, _, _, irq, softirq, steal = map(int, stat.readline().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICKS


def await_quiet(limit=10):
    """Returns when the machine did little for a third of a second, or after the limit."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        before = busy_seconds()
        time.sleep(0.3)
        if busy_seconds() - before < 0.3 * QUIET:
            return
