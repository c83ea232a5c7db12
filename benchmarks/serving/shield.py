"""Keeps the kernel's own threads off the core that is measured."""

import os
import subprocess
import sys

KTHREADD = 2


class Shield:
    """
    Moves those kernel threads that may run anywhere to the core of the load, and back at the end. One that
    looks after memory can otherwise hold the server's core for milliseconds, and a kernel that does not
    preempt itself lets nobody past it. Needs root; without it nothing is moved.
    """

    def __init__(self, core):
        self.core = core
        self.before = {}

    def __enter__(self):
        for pid in kernel_threads():
            try:
                cores = os.sched_getaffinity(pid)
                os.sched_setaffinity(pid, {self.core})
                self.before[pid] = cores
            except OSError:
                continue  # bound to its core, or gone
        print(f"moved {len(self.before)} kernel threads to core {self.core}" if self.before
            else "kernel threads stay where they are, which needs root to change: latencies include their work",
            file=sys.stderr)
        return self

    def __exit__(self, *_):
        for pid, cores in self.before.items():
            try:
                os.sched_setaffinity(pid, cores)
            except ProcessLookupError:
                continue


def kernel_threads():
    out = subprocess.run(["ps", "-o", "pid=", "--ppid", str(KTHREADD)], capture_output=True, text=True)
    return [int(pid) for pid in out.stdout.split()]
