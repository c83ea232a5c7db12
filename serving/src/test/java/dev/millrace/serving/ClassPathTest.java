package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4jBackend;

/** What a server starts with: the other tests here serve on this class path. */
class ClassPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.deeplearning4j.nn.multilayer.MultiLayerNetwork",
        "org.nd4j.linalg.cpu.nativecpu.CpuBackend",
        "org.nd4j.linalg.jcublas.JCublasBackend",
        "org.bytedeco.openblas.global.openblas",
        "org.duckdb.DuckDBDriver"
      })
  void neither_deeplearning4j_nor_a_backend_nor_duckdb_is_there(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void nd4j_finds_no_backend() {
    assertThat(ServiceLoader.load(Nd4jBackend.class)).isEmpty();
  }
}
