package dev.millrace.mlflow.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class JournalPropertiesTest {

  @Property(tries = 100)
  void cut_at_any_byte_the_whole_lines_are_kept_and_writing_goes_on(
      @ForAll @Size(min = 1, max = 8) List<String> values,
      @ForAll @DoubleRange(min = 0, max = 1) double where)
      throws IOException {
    Path directory = Files.createTempDirectory("journal");
    try {
      write(directory, values);
      Path file = directory.resolve(Journal.FILE);
      List<JournalLine> before = JournalReader.all(directory);
      long length = (long) (where * Files.size(file));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }

      write(directory, List.of("after"));

      List<JournalLine> after = JournalReader.all(directory);
      int kept = after.size() - 1;
      assertThat(after.get(kept).id()).isEqualTo(after.size());
      if (length > 0 && kept > 1) {
        assertThat(after.subList(0, kept)).isEqualTo(before.subList(0, kept));
      }
    } finally {
      AtomicFiles.deleteTree(directory);
    }
  }

  private static void write(Path directory, List<String> values) {
    try (Journal journal = Journal.open(directory)) {
      for (String value : values) {
        journal.append(new Entry.Tags(2, Map.of("tag", value)));
      }
    }
  }

  @Property
  void names_are_what_servers_take_and_differ_as_before(@ForAll String one, @ForAll String other) {
    String clean = Names.clean(one);
    assertThat(clean).matches("[A-Za-z0-9_\\-.: /]{1,250}");
    assertThat(clean).doesNotStartWith("/").doesNotContain("//");
    if (!one.equals(other) && !one.isBlank() && !other.isBlank()) {
      assertThat(clean).isNotEqualTo(Names.clean(other));
    }
  }
}
