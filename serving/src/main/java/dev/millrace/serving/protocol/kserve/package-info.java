/**
 * The Open Inference Protocol (KServe v2) with its binary tensors: {@link
 * dev.millrace.serving.protocol.kserve.KserveProtocol} for {@code infer}, {@link
 * dev.millrace.serving.protocol.kserve.KserveReplies} for the routes beside it. A column of the
 * contract is a tensor.
 */
@NullMarked
package dev.millrace.serving.protocol.kserve;

import org.jspecify.annotations.NullMarked;
