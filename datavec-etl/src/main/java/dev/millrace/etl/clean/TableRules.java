package dev.millrace.etl.clean;

import dev.millrace.etl.table.TableContract;

/**
 * A table's contract, and what becomes of rows that break it. Of rows that share a key the one that
 * was known first stays (the first in the source where several were), so that a row that arrives
 * later never changes what was known before.
 */
public record TableRules(TableContract contract, CleanPolicy policy) {}
