package dev.millrace.contract.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportTest {
  @TempDir Path folder;

  @Test
  void a_seed_gives_the_same_numbers_in_every_process() {
    // written down once: a change would silently change every model
    assertThat(new Seeds(42).derive("train/mlp").value()).isEqualTo(-1297582693255369262L);
    assertThat(new Seeds(42).derive(0).value()).isEqualTo(-2532407658734311201L);
    assertThat(new Seeds(42).derive("split").random().nextLong()).isEqualTo(-2083751092137986290L);
  }

  @Property
  void purposes_and_indices_get_seeds_of_their_own(@ForAll long seed, @ForAll int index) {
    Seeds seeds = new Seeds(seed);
    assertThat(seeds.derive("a")).isNotEqualTo(seeds.derive("b"));
    assertThat(seeds.derive(index)).isNotEqualTo(seeds.derive(index + 1L));
    assertThat(seeds.asInt()).isNotNegative();
  }

  @Test
  void a_file_appears_whole_or_not_at_all() throws IOException {
    Path file = folder.resolve("a/b.txt");
    AtomicFiles.writeText(file, "one");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    temporary -> {
                      Files.writeString(temporary, "half");
                      throw new IOException("pulled the plug");
                    }))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("pulled the plug");
    assertThat(file).hasContent("one");
    try (var left = Files.list(folder.resolve("a"))) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void a_folder_is_deleted_with_all_it_holds() throws IOException {
    Files.createDirectories(folder.resolve("x/y"));
    Files.writeString(folder.resolve("x/y/z"), "z");
    AtomicFiles.deleteTree(folder.resolve("x"));
    AtomicFiles.deleteTree(folder.resolve("x"));
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void a_full_disk_is_recognised_behind_other_errors() {
    IOException full = new IOException("outer", new IOException("No space left on device"));
    assertThat(Io.fault(folder, full).code()).isEqualTo(ErrorCode.DISK_FULL);
    assertThat(Io.fault(folder, new NoSuchFileException("gone")).getMessage()).contains("gone");
    assertThat(Io.fault(folder, new IOException("odd")).code()).isEqualTo(ErrorCode.FILE_ACCESS);
  }

  @Test
  void a_hash_of_a_file_is_the_hash_of_its_content() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "abc");
    assertThat(Hashes.sha256(file))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .isEqualTo(Hashes.sha256("abc"));
    assertThatThrownBy(() -> Hashes.sha256(folder.resolve("none")))
        .hasMessageContaining("There is no file");
  }

  record Sample(int someNumber, @Nullable String left, Map<String, Integer> m) {}

  @Test
  void json_is_snake_case_sorted_and_without_absent_values() {
    Sample sample = new Sample(1, null, Map.of("b", 2, "a", 1));
    assertThat(Json.line(sample)).isEqualTo("{\"some_number\":1,\"m\":{\"a\":1,\"b\":2}}");
    assertThat(Json.pretty(List.of())).endsWith("]\n");
  }
}
