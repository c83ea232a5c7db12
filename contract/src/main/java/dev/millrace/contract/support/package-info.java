/** Small things every module needs: seeds, progress, atomic files, JSON, hashes. */
@NullMarked
package dev.millrace.contract.support;

import org.jspecify.annotations.NullMarked;
