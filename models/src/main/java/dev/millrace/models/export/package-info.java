/**
 * Writing what was trained: a network as ONNX ({@link dev.millrace.models.export.OnnxWriter}) and
 * everything fitted as a model package ({@link dev.millrace.models.export.PackageWriter}).
 */
@NullMarked
package dev.millrace.models.export;

import org.jspecify.annotations.NullMarked;
