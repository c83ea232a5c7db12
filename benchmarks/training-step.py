"""Time of one training step in PyTorch on the CPU: the peer of TrainingStepBenchmark.

Prints a line "name<TAB>network<TAB>batch<TAB>milliseconds" for each network and number of threads:
the better of plain and compiled, by the lower quartile of single steps.
"""

import logging
import sys
import time
import warnings

import torch

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

WIDTH = 40
RATE = 1e-3
SECONDS = 5


def network(layers):
    widths = [WIDTH, *layers]
    modules = []
    for n_in, n_out in zip(widths, widths[1:]):
        modules += [torch.nn.Linear(n_in, n_out), torch.nn.ReLU()]
    return torch.nn.Sequential(*modules, torch.nn.Linear(widths[-1], 1))


def steps(layers, batch, compiled):
    """A function that makes one step."""
    torch.manual_seed(1)
    net = network(layers)
    features = torch.rand(batch, WIDTH) * 2 - 1
    targets = (features[:, :1] > 0).float()
    loss_of = torch.nn.BCEWithLogitsLoss()
    # fused=True is PyTorch's fastest Adam on the CPU
    adam = torch.optim.Adam(net.parameters(), lr=RATE, fused=True)

    def loss_and_gradient():
        loss = loss_of(net(features), targets)
        loss.backward()
        return loss

    run = torch.compile(loss_and_gradient) if compiled else loss_and_gradient

    def step():
        adam.zero_grad(set_to_none=True)
        run()
        adam.step()

    return step


def milliseconds(step):
    warm = time.perf_counter() + SECONDS / 2
    while time.perf_counter() < warm:
        step()
    times = []
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 4] * 1e3


def best(layers, batch):
    """Milliseconds and which way was the faster one."""
    results = [(milliseconds(steps(layers, batch, compiled=False)), "plain")]
    try:
        results.append((milliseconds(steps(layers, batch, compiled=True)), "compiled"))
    except Exception as problem:  # no C++ compiler, unsupported Python: plain is what is left
        print(f"torch.compile does not work here: {type(problem).__name__}", file=sys.stderr)
    return min(results)


def main():
    for layers, batch in (([64, 32], 256), ([256, 128], 1024)):
        shape = "-".join(map(str, [WIDTH, *layers, 1]))
        for threads in (1, 2):
            torch.set_num_threads(threads)
            took, how = best(layers, batch)
            name = f"PyTorch {torch.__version__} {how}, {threads} thread{'s' * (threads > 1)}"
            print(f"{name}\t{shape}\t{batch}\t{took:.4f}", flush=True)


if __name__ == "__main__":
    main()
