package dev.millrace.conformance.check;

/** A check and how it ended. */
public record Result(Check check, Outcome outcome) {}
