package dev.millrace.models.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void the_kept_package_still_loads_and_deeplearning4j_reads_its_network() throws IOException {
    if (System.getProperty("millrace.golden.write") != null) {
      AtomicFiles.deleteTree(KEPT);
      PackageWriter.write(PackageFixture.contents(), KEPT);
    }

    ModelPackage kept = ModelPackage.load(KEPT);

    assertThat(kept.contract()).isEqualTo(PackageFixture.CONTRACT);
    assertThat(
            MultiLayerNetwork.load(KEPT.resolve(PackageFiles.NETWORK).toFile(), false)
                .layerInputSize(0))
        .isEqualTo(kept.encoder().width());
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
}
