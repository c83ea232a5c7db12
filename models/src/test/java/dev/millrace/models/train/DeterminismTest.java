package dev.millrace.models.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeterminismTest {

  @Test
  void another_process_trains_the_same_parameters_to_the_last_bit() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DeterminismTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String theirs = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(theirs.lines().reduce((first, last) -> last)).contains(parameters());
  }

  /** Prints the parameters; for another process. */
  public static void main(String[] args) throws IOException {
    System.out.println(parameters());
  }

  private static String parameters() throws IOException {
    NetworkSpec spec = new NetworkSpec.Mlp(List.of(16, 8), Nonlinearity.MISH, 0.2, 0.1);
    TrainedNetwork trained = Toy.train(spec, Toy.fit(4, 0.02));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (float parameter : trained.network().params().dup().data().asFloat()) {
      out.writeFloat(parameter);
    }
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
