/**
 * The model that is served: where it comes from, how it proves itself before it may answer, and how
 * it is changed while requests run. {@link dev.millrace.serving.model.ModelWatcher} is the entry;
 * requests take their model from its {@link dev.millrace.serving.model.ModelSlot}.
 */
@NullMarked
package dev.millrace.serving.model;

import org.jspecify.annotations.NullMarked;
