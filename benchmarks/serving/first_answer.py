"""Time from the command to the first answered prediction, processor time till then, and resident memory.

    benchmarks/first-answer.sh MODEL [STARTS]
"""

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

from quiet import QUIET, await_quiet, busy_seconds
from servers import ROOT, targets

PORT = 9090
POLL = 0.002


def ask(request):
    """Whether a prediction came back; a socket of its own, because an HTTP client would be slower."""
    try:
        with socket.create_connection(("127.0.0.1", PORT), timeout=30) as connection:
            connection.sendall(request)
            return connection.recv(4096).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def start(command, request):
    """Seconds to the first answer, processor seconds till then, resident MiB, processor seconds of others."""
    await_quiet()
    busy, begun = busy_seconds(), time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        while not ask(request):
            time.sleep(POLL)
    except SystemExit:
        process.kill()
        raise
    seconds, busy = time.monotonic() - begun, busy_seconds() - busy
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    cpu = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    resident = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text()).group(1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return seconds, cpu, int(resident) / 1024, busy - cpu


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and so end the server
    package = Path(sys.argv[1]).resolve()
    starts = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    target = next(target for target in targets(package, Path("none")) if target.name == "Millrace, /v1")
    target.write_bodies()
    body = target.file.read_text().splitlines()[0].encode()
    head = f"POST {target.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    request = head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body
    command = [str(ROOT / "millrace"), "serve", str(package), "--port", str(PORT)]
    results = [start(command, request) for _ in range(starts)]
    quiet = [r for r in results if r[3] < 2 * QUIET * r[0]] or results
    print(f"{len(quiet)} of {starts} starts, those that others disturbed little")
    for name, values in zip(("seconds", "processor seconds", "resident MiB", "of others"), zip(*quiet)):
        print(f"{name}: median {statistics.median(values):.2f}, {min(values):.2f} to {max(values):.2f}")


main()
