package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapRoomTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @BeforeEach
  void write_a_network_of_three_mebibytes() throws IOException {
    Files.write(folder.resolve("model.onnx"), new byte[3 * MIB]);
  }

  private void require(long... free) {
    Deque<Long> answers = new ArrayDeque<>();
    for (long bytes : free) {
      answers.add(bytes);
    }
    new HeapRoom(answers::remove).require(folder);
    assertThat(answers).isEmpty();
  }

  @Test
  void a_network_needs_five_times_its_file() {
    assertThatCode(() -> require(15 * MIB)).doesNotThrowAnyException();
  }

  @Test
  void what_garbage_holds_counts_as_free() {
    assertThatCode(() -> require(15 * MIB - 1, 15 * MIB)).doesNotThrowAnyException();
  }

  @Test
  void too_little_is_refused_with_what_is_missing_and_what_to_do() {
    assertThatThrownBy(() -> require(MIB, 14 * MIB))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_EXCEEDED);
              assertThat(e)
                  .hasMessage("To load the model takes up to 15 MiB of heap, and 14 MiB are free.");
              assertThat(e.hint()).contains("MILLRACE_HEAP");
            });
  }

  @Test
  void long_texts_count_as_well() throws IOException {
    for (String name : List.of("contract.json", "encoder.json", "golden.jsonl")) {
      Files.write(folder.resolve(name), new byte[MIB]);
    }
    assertThatThrownBy(() -> require(50 * MIB, 50 * MIB)).hasMessageContaining("51 MiB");
  }

  @Test
  void this_machine_has_room_for_a_small_model() {
    assertThatCode(() -> new HeapRoom().require(folder)).doesNotThrowAnyException();
  }
}
