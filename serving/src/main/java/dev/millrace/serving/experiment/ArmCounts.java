package dev.millrace.serving.experiment;

/** A number for each arm. */
public record ArmCounts(long champion, long challenger) {}
