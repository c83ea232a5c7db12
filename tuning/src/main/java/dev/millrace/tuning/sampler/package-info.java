/**
 * Ways to choose the next point. Entry type: {@link dev.millrace.tuning.sampler.Samplers}; random,
 * grid and genetic search are Arbiter's, seeded and kept off its traps.
 */
@NullMarked
package dev.millrace.tuning.sampler;

import org.jspecify.annotations.NullMarked;
