package dev.millrace.serving.experiment;

/**
 * Why an outcome was not taken.
 *
 * @param number of the outcome in its request, from 1
 * @param id as sent; empty where there was none
 * @param message what was expected and what came
 */
public record OutcomeProblem(int number, String id, String message) {}
