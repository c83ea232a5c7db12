package dev.millrace.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.PackageFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The golden package of the current format, kept in the tests of {@code scoring/}, and its
 * generator: {@code ./mvnw -pl models -am test -Dtest=GoldenPackageTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.golden.write} writes it anew. A format that
 * was released keeps its folder as it is.
 */
class GoldenPackageTest {
  private static final Path KEPT =
      Path.of(System.getProperty("millrace.root", ".."))
          .resolve("scoring/src/test/resources/packages/format-" + PackageFiles.FORMAT);

  @BeforeAll
  static void write() {
    if (System.getProperty("millrace.golden.write") != null) {
      AtomicFiles.deleteTree(KEPT);
      PackageWriter.write(PackageFixture.contents(), KEPT);
    }
  }

  @Test
  void the_kept_package_still_loads() {
    assertThat(ModelPackage.load(KEPT).contract()).isEqualTo(PackageFixture.CONTRACT);
  }

  @Test
  void deeplearning4j_reads_the_network_of_the_kept_package() throws IOException {
    assumeThat(nd4jVersion()).as("M1.1 cannot read networks of M2.1").isNotEqualTo("1.0.0-M1.1");

    MultiLayerNetwork network =
        MultiLayerNetwork.load(KEPT.resolve(PackageFiles.NETWORK).toFile(), false);

    assertThat(network.layerInputSize(0)).isEqualTo(ModelPackage.load(KEPT).encoder().width());
  }

  @ParameterizedTest
  @ValueSource(strings = {"contract.json", "encoder.json", "calibration.json"})
  void the_format_is_written_as_it_was(String name, @TempDir Path folder) throws IOException {
    Path written = folder.resolve("model");
    PackageWriter.write(PackageFixture.contents(), written);

    assertThat(Files.readString(written.resolve(name)))
        .as("a change of %s needs a new format version", name)
        .isEqualTo(Files.readString(KEPT.resolve(name)));
  }

  private static String nd4jVersion() throws IOException {
    String metadata = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";
    try (InputStream in = Nd4j.class.getResourceAsStream(metadata)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    }
  }
}
