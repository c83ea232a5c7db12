"""The same features as FeatureBenchmark's subset, in polars and in Featuretools.

features.py polars FOLDER RESULT: computes the subset with polars, compares every value with
features.parquet (1e-9 relative), and prints the ratio of times to RESULT, the line that
FeatureBenchmark printed.

features.py featuretools FOLDER RESULT: computes counts, sums and means by Featuretools and prints
the ratio of times per row and feature.
"""

import resource
import sys
import time
from datetime import datetime, timedelta

COLUMNS = ["minutes", "sessions", "errors", "megabytes"]
WINDOWS = [7, 30, 90, 180]
CUTOFFS = [datetime(2023 + (m // 12), m % 12 + 1, 1) for m in range(1, 25)]


def ours(result):
    """Features, rows and seconds of Millrace."""
    fields = open(result).read().strip().split("\t")
    return int(fields[2]), int(fields[3]), float(fields[4])


def with_polars(folder, result):
    import polars as pl

    start = time.perf_counter()
    usage = pl.read_parquet(f"{folder}/usage.parquet").sort("__time")
    customers = pl.read_parquet(f"{folder}/customers.parquet")
    parts = []
    for cutoff in CUTOFFS:
        asked = customers.filter(
            (pl.col("__known") < cutoff)
            & (pl.col("__known_cancelled").is_null() | (pl.col("__known_cancelled") >= cutoff))
        ).select(pl.col("__key"), pl.lit(cutoff).alias("__cutoff"))
        known = usage.filter(
            (pl.col("__known") < cutoff) & (pl.col("__time") >= cutoff - timedelta(days=WINDOWS[-1]))
        )
        for days in WINDOWS:
            rows = known.filter(pl.col("__time") >= cutoff - timedelta(days=days))
            values = rows.group_by("__ref_customer").agg(aggregations(pl, days))
            asked = asked.join(values, left_on="__key", right_on="__ref_customer", how="left")
        parts.append(asked)
    zero = [f"count(usage, {d}d)" for d in WINDOWS]
    zero += [f"sum(usage.{c}, {d}d)" for c in COLUMNS for d in WINDOWS]
    made = pl.concat(parts).with_columns(pl.col(zero).fill_null(0)).sort("__cutoff", "__key")
    seconds = time.perf_counter() - start
    features, rows, own = ours(result)
    print(
        f"polars {pl.__version__}: {seconds:.1f} s and {peak()} MiB, {seconds / own:.2f} times"
        f" Millrace ({own} s)"
    )
    compare(pl, made, pl.read_parquet(f"{folder}/features.parquet").sort("__cutoff", "__key"))


def peak():
    """The most memory that this process ever had in use, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def aggregations(pl, days):
    made = [pl.len().cast(pl.Float64).alias(f"count(usage, {days}d)")]
    for column in COLUMNS:
        value = pl.col(column)
        for name, how in (
            ("sum", value.sum()),
            ("mean", value.mean()),
            ("min", value.min()),
            ("max", value.max()),
            ("std", value.std()),
        ):
            made.append(how.alias(f"{name}(usage.{column}, {days}d)"))
    return made


def compare(pl, theirs, mine):
    assert theirs.height == mine.height, (theirs.height, mine.height)
    assert theirs["__key"].equals(mine["__key"])
    names = [n for n in theirs.columns if not n.startswith("__")]
    worst = 0.0
    for name in names:
        a, b = theirs[name].cast(pl.Float64), mine[name]
        assert (a.is_null() == b.is_null()).all(), name
        size = pl.max_horizontal(a.abs(), b.abs(), pl.lit(1e-12))
        off = pl.select((a - b).abs() / size).to_series().max()
        assert off is None or off <= 1e-9, (name, off)
        worst = max(worst, off or 0.0)
    print(f"{len(names)} features of {theirs.height} rows are equal, to {worst:.1e} at worst")


def with_featuretools(folder, result):
    import featuretools as ft
    import pandas as pd

    usage = pd.read_parquet(f"{folder}/usage.parquet")[["__row", "__time", "__ref_customer"] + COLUMNS]
    customers = pd.read_parquet(f"{folder}/customers.parquet")[["__key", "__time"]]
    usage.columns = ["row", "time", "customer"] + COLUMNS
    customers.columns = ["customer", "time"]
    entities = ft.EntitySet("shop")
    entities.add_dataframe(dataframe_name="customers", dataframe=customers, index="customer", time_index="time")
    entities.add_dataframe(dataframe_name="usage", dataframe=usage, index="row", time_index="time")
    entities.add_relationship("customers", "customer", "usage", "customer")
    times = customers.merge(pd.DataFrame({"cutoff": CUTOFFS}), how="cross")
    times = times[times["time"] < times["cutoff"]][["customer", "cutoff"]]
    made = 0
    start = time.perf_counter()
    for days in WINDOWS:
        matrix, _ = ft.dfs(
            entityset=entities,
            target_dataframe_name="customers",
            cutoff_time=times.rename(columns={"cutoff": "time"}),
            training_window=f"{days} days",
            agg_primitives=["count", "sum", "mean", "min", "max", "std"],
            trans_primitives=[],
            max_depth=1,
            n_jobs=1,
        )
        made += matrix.shape[1]
    seconds = time.perf_counter() - start
    features, rows, own = ours(result)
    theirs = seconds / (made * len(times))
    print(
        f"Featuretools {ft.__version__}: {seconds:.1f} s for {made} features of {len(times)} rows,"
        f" {theirs / (own / (features * rows)):.1f} times Millrace per value ({own} s)"
    )


if __name__ == "__main__":
    {"polars": with_polars, "featuretools": with_featuretools}[sys.argv[1]](*sys.argv[2:4])
