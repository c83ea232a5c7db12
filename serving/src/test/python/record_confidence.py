"""Records what the sequential test of docs/experiments.md must say, worked out from its definition.

    python3 record_confidence.py > ../resources/dev/millrace/serving/experiment/confidence.json

Nothing is added up along the way: for every look each martingale is made anew from the whole past,
and the ends of the interval are found by bisection, each for itself.
"""

import json
import math
import random

ALPHA = 0.05
RATES = [2.0 ** k for k in range(5, -11, -1)]


def fan(rate, reach, deviation):
    u = rate * reach
    return (-math.log(1 - u) - u) * (deviation / reach) ** 2


def log_mean_exp(values):
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values) / len(values))


def interval(values, penalty, alpha):
    """Where neither mixture of martingales has reached 2 / alpha; penalty(i, rate)."""
    n = len(values)
    costs = [sum(penalty(i, rate) for i in range(n)) for rate in RATES]

    def evidence(sign, mean):
        gap = sign * (sum(values) - n * mean)
        return log_mean_exp([rate * gap - cost for rate, cost in zip(RATES, costs)])

    def end(sign):
        middle = sum(values) / n
        near, far = middle, middle - sign * 1000
        for _ in range(200):
            half = (near + far) / 2
            if evidence(sign, half) < math.log(2 / alpha):
                near = half
            else:
                far = half
        return near

    return end(+1), end(-1)


def paired(rows):
    values = [(p - y) ** 2 - (q - y) ** 2 for p, q, y in rows]

    def penalty(i, rate):
        p, q, _ = rows[i]
        sub_gaussian = rate ** 2 * (p - q) ** 2 / 2
        reach = max(abs(p ** 2 - q ** 2), abs((1 - p) ** 2 - (1 - q) ** 2))
        if reach == 0 or rate * reach >= 1:
            return sub_gaussian
        y = (p + q) / 2  # the probability of a positive row, were the truth between both
        variance = (1 - y) * (p ** 2 - q ** 2) ** 2 + y * ((1 - p) ** 2 - (1 - q) ** 2) ** 2
        if fan(rate, reach, math.sqrt(variance)) < sub_gaussian:
            return fan(rate, reach, values[i])
        return sub_gaussian

    lower, upper = interval(values, penalty, ALPHA)
    return [len(rows), sum(values) / len(rows), max(-1, lower), min(1, upper)]


def split(rows):
    ends = []
    for arm in (0, 1):
        losses = [(p - y) ** 2 for a, p, y in rows if a == arm]

        def penalty(i, rate):
            guess = (0.25 + sum(losses[:i])) / (i + 1)
            return fan(rate, 1, losses[i] - guess) if rate < 1 else rate ** 2 / 8

        ends.append((sum(losses) / len(losses), *interval(losses, penalty, ALPHA / 2)))
    (mean, lower, upper), (other, other_lower, other_upper) = ends
    return [len(rows), mean - other, max(-1, lower - other_upper), min(1, upper - other_lower)]


def main():
    chance = random.Random(20261126)

    def grid(value):
        return round(min(1, max(0, value)) * 1024) / 1024  # exact as a float

    pairs, answers = [], []
    for i in range(400):
        truth = chance.betavariate(1, 3)
        p, q = grid(truth + chance.gauss(0, 0.2)), grid(truth + chance.gauss(0, 0.02))
        y = int(chance.random() < truth)
        pairs.append([p, q if i % 10 else p, y])
        answers.append([i % 2, q if i % 2 else p, y])
    looks = (2, 3, 5, 10, 30, 100, 200, 400)
    table = {
        "pairs": pairs,
        "shadow": [paired(pairs[:n]) for n in looks],
        "answers": answers,
        "split": [split(answers[:n]) for n in looks],
    }
    print(",\n".join(json.dumps({k: v})[1:-1] for k, v in table.items()).join("{}"))


main()
