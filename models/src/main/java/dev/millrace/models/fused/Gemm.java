package dev.millrace.models.fused;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Products of row-major matrices by the OpenBLAS that ND4J's CPU backend brings and has loaded. */
final class Gemm {
  private static final int ROW_MAJOR = openblas_nolapack.CblasRowMajor;
  private static final int PLAIN = openblas_nolapack.CblasNoTrans;
  private static final int TRANSPOSED = openblas_nolapack.CblasTrans;

  private Gemm() {}

  /** Loads OpenBLAS and lets it use as many threads as ND4J's own operations do. */
  static void start() {
    Loader.load(openblas_nolapack.class);
    openblas_nolapack.blas_set_num_threads(
        NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
  }

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
