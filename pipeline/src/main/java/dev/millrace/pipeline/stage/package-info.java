/**
 * The stages of a run and their cache. Entry types: {@link
 * dev.millrace.pipeline.stage.RunPipeline}, {@link dev.millrace.pipeline.stage.StageCache}.
 */
@NullMarked
package dev.millrace.pipeline.stage;

import org.jspecify.annotations.NullMarked;
