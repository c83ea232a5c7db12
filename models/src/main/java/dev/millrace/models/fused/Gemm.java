package dev.millrace.models.fused;

import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Products of row-major matrices by the OpenBLAS that ND4J's CPU backend brings and has loaded,
 * with the number of threads that ND4J gave it.
 */
final class Gemm {
  private static final int ROW_MAJOR = openblas_nolapack.CblasRowMajor;
  private static final int PLAIN = openblas_nolapack.CblasNoTrans;
  private static final int TRANSPOSED = openblas_nolapack.CblasTrans;

  private Gemm() {}

  /** C[m,n] = A[m,k] B[k,n]. */
  static void product(NativeFloats a, NativeFloats b, NativeFloats c, int m, int n, int k) {
    call(PLAIN, PLAIN, m, n, k, a, k, b, n, c);
  }

  /** C[m,n] = A[m,k] B[n,k]ᵀ. */
  static void productTransposed(
      NativeFloats a, NativeFloats b, NativeFloats c, int m, int n, int k) {
    call(PLAIN, TRANSPOSED, m, n, k, a, k, b, k, c);
  }

  /** C[m,n] = A[k,m]ᵀ B[k,n]. */
  static void transposedProduct(
      NativeFloats a, NativeFloats b, NativeFloats c, int m, int n, int k) {
    call(TRANSPOSED, PLAIN, m, n, k, a, m, b, n, c);
  }

  private static void call(
      int transposeA,
      int transposeB,
      int m,
      int n,
      int k,
      NativeFloats a,
      int strideA,
      NativeFloats b,
      int strideB,
      NativeFloats c) {
    openblas_nolapack.cblas_sgemm(
        ROW_MAJOR,
        transposeA,
        transposeB,
        m,
        n,
        k,
        1f,
        a.pointer,
        strideA,
        b.pointer,
        strideB,
        0f,
        c.pointer,
        n);
  }
}
