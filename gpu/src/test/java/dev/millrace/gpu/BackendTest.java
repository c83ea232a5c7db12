package dev.millrace.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

class BackendTest {

  @BeforeEach
  void only_on_a_build_for_the_processor() {
    Assumptions.assumeFalse(Backend.isBuiltForCuda(), "built for CUDA");
  }

  @Test
  void the_processor_starts_with_the_threads_asked_for_and_computes() {
    Backend backend = Backend.start(BackendChoice.AUTO, 1);

    assertThat(backend.name()).isEqualTo("cpu");
    assertThat(backend.nd4jVersion()).startsWith("1.0.0-M");
    assertThat(NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads()).isEqualTo(1);
    assertThat(Nd4j.ones(DataType.FLOAT, 2, 3).sumNumber().doubleValue()).isEqualTo(6);
  }

  /** The environment of these tests says 1, so a thread has 2 only if it was given them. */
  @Test
  void another_thread_gets_the_same_number_of_threads_when_it_is_set_up() throws Exception {
    Backend.start(BackendChoice.AUTO, 2);
    try {
      assertThat(CompletableFuture.supplyAsync(BackendTest::threadsOfThis).get()).isEqualTo(2);
    } finally {
      Backend.start(BackendChoice.AUTO, 1);
    }
    assertThat(CompletableFuture.supplyAsync(BackendTest::threadsOfThis).get()).isEqualTo(1);
  }

  private static int threadsOfThis() {
    Backend.setUpThread();
    return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }

  @Test
  void asking_for_cuda_without_a_gpu_is_refused_with_a_sentence_instead_of_a_cuda_error() {
    Assumptions.assumeTrue(NvidiaSmi.read().cards().isEmpty(), "this machine has a GPU");

    assertThatThrownBy(() -> Backend.start(BackendChoice.CUDA, 1))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_UNAVAILABLE))
        .hasMessageStartingWith("No GPU can be used: ");
  }

  @Test
  void vector_instructions_are_read_from_the_processors_flags() {
    assertThat(Simd.describe("model name : x\nflags : fpu sse4_2 avx fma avx2\n"))
        .isEqualTo("avx2 fma avx sse4_2");
    assertThat(Simd.describe("nothing")).isEqualTo("vector instructions unknown");
  }
}
