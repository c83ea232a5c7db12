package dev.millrace.contract.feature;

/**
 * The yes/no question.
 *
 * @param column the column that answers it
 * @param positive the text of "yes", compared after trimming and without regard to case; every
 *     other text that is not missing means "no"
 */
public record Target(String column, String positive) {}
