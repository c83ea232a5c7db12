package dev.millrace.models.evaluate;

/** What a model says of test rows: for reporting, never for fitting or choosing. */
public record TestScores(ScoredRows rows) {}
