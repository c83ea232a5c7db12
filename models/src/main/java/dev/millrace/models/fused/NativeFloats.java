package dev.millrace.models.fused;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Numbers that Java's loops and BLAS both work on: an array and its copy outside of the heap.
 * Handing BLAS the array itself would copy every operand, in and out, on every call. Not
 * thread-safe; the native half is freed by the garbage collector or by {@link #close}.
 */
final class NativeFloats implements AutoCloseable {
  final float[] array;
  final FloatPointer pointer;

  NativeFloats(int size) {
    array = new float[size];
    pointer = new FloatPointer((long) size);
  }

  /** Gives BLAS what Java wrote. */
  void push() {
    pointer.put(array);
  }

  /** Gives Java what BLAS wrote. */
  void pull() {
    pointer.get(array);
  }

  @Override
  public void close() {
    pointer.close();
  }
}
