"""Requests per second and latency of the servers beside each other; started by ../serving.sh."""

import argparse
import resource
import signal
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from quiet import QUIET, await_quiet, busy_seconds
from servers import HERE, ROOT, WORK, targets
from shield import Shield

LOAD_CORE = "1"


@dataclass
class Round:
    rate: float
    cpu_micros: float
    bytes: float
    p50: float
    p99: float
    p999: float


def undisturbed(target, work, seconds, tries):
    """What the work gave when other processes took little of the two cores; else the last of a few tries."""
    for _ in range(tries):
        await_quiet(limit=3 * tries)
        before = busy_seconds() - target.server.cpu_seconds() - of_children()
        result = work()
        others = busy_seconds() - target.server.cpu_seconds() - of_children() - before
        if others < 2 * QUIET * seconds:
            return result
        print(f"{target.name}: other processes took {others:.1f} s", file=sys.stderr)
    return result


def of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def closed_loop(target, seconds, connections):
    """wrk: each connection asks again as soon as it is answered."""
    server = target.server
    cpu, allocated = server.cpu_seconds(), server.allocated_mib()
    headers = [part for item in target.headers.items() for part in item]
    out = subprocess.run(
        ["taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s",
         "-s", HERE / "post.lua", f"http://127.0.0.1:{server.port}{target.path}", "--", target.file, *headers],
        capture_output=True, text=True, check=True).stdout
    result = [line for line in out.splitlines() if line.startswith("RESULT")][0].split()[1:]
    requests, micros, refused, failed, p50, p99, p999, _ = map(float, result)
    if refused or failed:
        raise SystemExit(f"{target.name}: {refused:.0f} refused, {failed:.0f} failed\n{out}")
    return Round(requests / micros * 1e6, (server.cpu_seconds() - cpu) / requests * 1e6,
        (server.allocated_mib() - allocated) * 2**20 / requests, p50, p99, p999)


def constant_rate(target, rate, seconds, connections):
    """
    Answered requests per second, p50, p99, p99.9 and the longest in microseconds, and the milliseconds of
    each second in which the generator was kept from running.
    """
    classes = f"benchmarks/target/classes:{(ROOT / 'benchmarks/target/dependencies.txt').read_text()}"
    headers = [f"{name}: {value}" for name, value in target.headers.items()]
    out = subprocess.run(
        ["taskset", "-c", LOAD_CORE, "java", "-XX:+UseSerialGC", "-Xmx256m", "-cp", classes,
         "dev.millrace.benchmarks.ConstantRate", str(target.server.port), target.path, target.file,
         f"{rate:.1f}", str(seconds), str(connections), *headers],
        capture_output=True, text=True, cwd=ROOT)
    if out.returncode:
        raise SystemExit(f"{target.name} at {rate:.0f} a second: {out.stderr}")
    return list(map(float, out.stdout.split()))


def check_answers(all_targets):
    """Whoever scores must say the same of the same row."""
    expected = [all_targets[0].probability(all_targets[0].ask(body)) for body in all_targets[0].bodies]
    for target in all_targets:
        for body, probability in zip(target.bodies, expected if target.probability else []):
            answered = target.probability(target.ask(body))
            if abs(answered - probability) > 1e-5:
                raise SystemExit(f"{target.name} says {answered}, not {probability}, of {body}")


def measure(chosen, options):
    rounds = {target.name: [] for target in chosen}
    for number in range(options.rounds + 1):
        for target in chosen[number % len(chosen):] + chosen[:number % len(chosen)]:
            # the first round warms up, with the compilers on the same core
            if number:
                done = undisturbed(target, lambda: closed_loop(target, options.seconds, options.connections),
                    options.seconds, options.tries)
            else:
                done = closed_loop(target, options.warm_up, options.connections)
            print(f"round {number}: {target.name}: {done.rate:.0f}/s, {done.cpu_micros:.1f} us",
                file=sys.stderr)
            if number:
                rounds[target.name].append(done)
    return rounds


def print_closed(chosen, rounds):
    first = rounds[chosen[0].name]
    print(f"\n| one core, closed loop | requests/s | ratio (spread) | CPU µs a request | ratio | bytes a request | p50 µs | p99 µs | p99.9 µs | resident MiB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for target in chosen:
        own = rounds[target.name]
        median = lambda pick: statistics.median(map(pick, own))
        ratios = [a.rate / b.rate for a, b in zip(first, own)]
        cpu = statistics.median(b.cpu_micros / a.cpu_micros for a, b in zip(first, own))
        rows = f" ({median(lambda r: r.rate) * target.rows:,.0f} rows)" if target.rows > 1 else ""
        allocated = median(lambda r: r.bytes)
        print(f"| {target.name} | {median(lambda r: r.rate):,.0f}{rows} "
            f"| {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) "
            f"| {median(lambda r: r.cpu_micros):.1f} | {cpu:.2f} | {f'{allocated:,.0f}' if allocated else '-'} "
            f"| {median(lambda r: r.p50):,.0f} | {median(lambda r: r.p99):,.0f} | {median(lambda r: r.p999):,.0f} "
            f"| {target.server.resident_mib():.0f} |")
    print("\nratio: how many times as fast, or as cheap, Millrace's /v1 is; medians of the rounds.")


def measure_constant(chosen, rounds, options):
    """Prints a line for each target and share; rounds in turn, so that all meet the same machine."""
    print("\n| constant rate | share of its maximum | requests/s | p50 µs | p99 µs (spread) | p99.9 µs | longest µs | generator held up, ms/s |")
    print("|---|---|---|---|---|---|---|---|")
    for share in map(float, options.shares.split(",")):
        runs = {target.name: [] for target in chosen}
        for number in range(options.constant_rounds + 1):
            for target in chosen:
                most = statistics.median(done.rate for done in rounds[target.name])
                once = lambda: constant_rate(target, share * most, options.seconds, 2 * options.connections)
                done = undisturbed(target, once, options.seconds, options.tries)
                print(f"{share:.0%}, round {number}: {target.name}: p99 {done[2]:.0f} us", file=sys.stderr)
                if number:  # the first finds new connections not compiled
                    runs[target.name].append(done)
        for target in chosen:
            rate, p50, p99, p999, longest, held = map(statistics.median, zip(*runs[target.name]))
            p99s = [done[2] for done in runs[target.name]]
            print(f"| {target.name} | {share:.0%} | {rate:,.0f} | {p50:,.0f} | {p99:,.0f} ({min(p99s):,.0f} to {max(p99s):,.0f}) "
                f"| {p999:,.0f} | {longest:,.0f} | {held:.1f} |", flush=True)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("package", type=Path)
    parser.add_argument("--mlflow", type=Path, help="virtual environment that has mlflow")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--constant-rounds", type=int, default=5)
    parser.add_argument("--shares", default=".25,.5,.75", help="of the most requests per second, at a constant rate")
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--tries", type=int, default=4, help="rounds begun anew where others disturb")
    parser.add_argument("--warm-up", type=int, default=20)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--only", default="", help="part of the names of those to measure beside /v1")
    parser.add_argument("--peers", type=int, default=4, help="how many are also asked at a constant rate")
    return parser.parse_args()


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and so end the servers
    chosen = targets(options.package.resolve(), options.mlflow)
    chosen = chosen[:1] + [target for target in chosen[1:] if options.only in target.name]
    servers = {target.server.name: target.server for target in chosen}
    try:
        for server in servers.values():
            server.start()
        for target in chosen:
            target.write_bodies()
            target.await_answer()
        check_answers(chosen)
        with Shield(int(LOAD_CORE)):
            rounds = measure(chosen, options)
            print_closed(chosen, rounds)
            measure_constant(chosen[:options.peers], rounds, options)
    finally:
        for server in servers.values():
            server.stop()
        (WORK / "access.log").unlink(missing_ok=True)


main()
