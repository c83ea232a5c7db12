/**
 * Tables of a recipe with several sources: what a row of each is ({@link
 * dev.millrace.etl.table.TableContract}) and how they hang together.
 */
@NullMarked
package dev.millrace.etl.table;

import org.jspecify.annotations.NullMarked;
