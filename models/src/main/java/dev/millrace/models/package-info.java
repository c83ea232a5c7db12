/**
 * Networks and everything fitted around them: training, calibration, evaluation, and writing a
 * model package.
 */
@NullMarked
package dev.millrace.models;

import org.jspecify.annotations.NullMarked;
