package dev.millrace.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFileTest {
  private static final String TEMPORARY = "java.io.tmpdir";
  private static final int VALUES = 600_000; // more than two of its buffers

  @TempDir Path folder;
  private String before = "";

  @BeforeEach
  void useFolder() {
    before = System.setProperty(TEMPORARY, folder.toString());
  }

  @AfterEach
  void useFolderOfBefore() {
    System.setProperty(TEMPORARY, before);
  }

  @Test
  void what_was_written_is_mapped_from_anywhere() {
    float[] values = values();
    try (SpillFile file = SpillFile.create()) {
      file.append(values, VALUES);
      file.append(new float[] {-1, -2, -3}, 2);
      float[] end = new float[4];
      file.map(VALUES - 2, 4).get(0, end);
      assertThat(end).containsExactly(VALUES - 2, VALUES - 1, -1, -2);
      FloatBuffer whole = file.map(0, VALUES);
      float[] read = new float[VALUES];
      whole.get(0, read);
      assertThat(read).isEqualTo(values);
    }
  }

  @Test
  void nothing_stays_on_the_disk_after_it_is_closed() throws IOException {
    Matrix matrix = Matrix.read(List.of(Toy.ring(100, 1)), 1);
    matrix.close();
    matrix.close();
    assertThat(files()).isEmpty();
    assertThatThrownBy(() -> matrix.block(0, 1)).hasMessage("these rows were closed");
  }

  @Test
  void a_temporary_folder_that_is_missing_is_named() {
    System.setProperty(TEMPORARY, folder.resolve("missing").toString());
    assertThatThrownBy(() -> Matrix.read(List.of(Toy.ring(10, 1)), 1))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_ACCESS))
        .hasMessageContaining(folder.resolve("missing").toString());
  }

  @Test
  void an_interrupt_cancels_writing() {
    try (SpillFile file = SpillFile.create()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> file.append(values(), VALUES))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_full_disk_is_called_so() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("only Linux has a disk that is always full").exists();
    try (SpillFile file = SpillFile.open(full)) {
      assertThatThrownBy(() -> file.append(values(), VALUES))
          .isInstanceOfSatisfying(
              MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));
    }
  }

  private static float[] values() {
    float[] values = new float[VALUES];
    IntStream.range(0, VALUES).forEach(i -> values[i] = i);
    return values;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
