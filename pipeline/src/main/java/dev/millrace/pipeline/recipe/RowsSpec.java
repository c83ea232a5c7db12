package dev.millrace.pipeline.recipe;

/** What a feature row is made of: the rows of one table, or many tables seen at cutoff times. */
public sealed interface RowsSpec permits OneTable, Relational {}
