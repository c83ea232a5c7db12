/** Scores whole files with a model package: {@link dev.millrace.pipeline.score.FileScorer}. */
@NullMarked
package dev.millrace.pipeline.score;

import org.jspecify.annotations.NullMarked;
