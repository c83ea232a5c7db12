package dev.millrace.mlflow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path directory;

  private static Entry tag(String value) {
    return new Entry.Tags(2, Map.of("tag", value));
  }

  private Path file() {
    return directory.resolve(Journal.FILE);
  }

  @Test
  void every_kind_of_record_is_read_as_it_was_written() {
    List<Entry> entries =
        List.of(
            new Entry.RunBegun("telco", "run", null, Map.of("a", "1"), Map.of()),
            new Entry.RunBegun("telco", "child", 2L, Map.of(), Map.of("p", "é\n\"")),
            new Entry.Params(2, Map.of("lr", "0.1")),
            new Entry.Metrics(
                2,
                List.of(
                    new Entry.Point("loss", 0.1 + 0.2, 3, 1_700_000_000_001L, null, null),
                    new Entry.Point("auc", Double.NaN, 0, 1, null, null),
                    new Entry.Point("up", Double.POSITIVE_INFINITY, -1, 1, null, null),
                    new Entry.Point("f1", 0.5, 0, 1, 9L, new Entry.DatasetRef("telco", "abc")))),
            tag(""),
            new Entry.Inputs(
                2, List.of(new Entry.Dataset("telco", "abc", "test", "local", "{}", "", ""))),
            new Entry.Artifacts(2, "plots", List.of(new Entry.FileRef("plots/a", "a", "00", 7))),
            new Entry.Model(2, "telco", "millrace", Map.of(), Map.of(), List.of()),
            new Entry.Version(2, 9, "telco", "", Map.of()),
            new Entry.Alias(10, "candidate", null),
            new Entry.Status(2, RunState.FAILED, "it diverged"));
    try (Journal journal = Journal.open(directory)) {
      entries.forEach(journal::append);
    }

    List<JournalLine> lines = JournalReader.all(directory);

    assertThat(lines).extracting(JournalLine::id).startsWith(1L, 2L, 3L).hasSize(12);
    assertThat(lines.get(0).entry()).isInstanceOf(Entry.JournalBegun.class);
    assertThat(lines).extracting(JournalLine::entry).endsWith(entries.toArray(Entry[]::new));
  }

  @Test
  void a_last_line_that_is_torn_is_cut_and_its_number_used_again() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      journal.append(tag("kept"));
    }
    Files.writeString(file(), "{\"id\":3,\"at\":17", StandardOpenOption.APPEND);

    try (Journal journal = Journal.open(directory)) {
      assertThat(journal.append(tag("next"))).isEqualTo(3);
    }

    assertThat(JournalReader.all(directory))
        .extracting(JournalLine::entry)
        .endsWith(tag("kept"), tag("next"))
        .hasSize(3);
  }

  @Test
  void a_last_line_of_zeros_as_a_power_cut_leaves_it_is_cut() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      journal.append(tag("kept"));
    }
    Files.write(file(), new byte[300], StandardOpenOption.APPEND);
    Files.writeString(file(), "\n", StandardOpenOption.APPEND);

    assertThat(JournalReader.all(directory)).hasSize(2);
    try (Journal journal = Journal.open(directory)) {
      assertThat(journal.append(tag("next"))).isEqualTo(3);
    }
    assertThat(JournalReader.all(directory)).hasSize(3);
  }

  @Test
  void a_changed_line_amid_others_is_named() throws IOException {
    try (Journal journal = Journal.open(directory)) {
      journal.append(tag("one"));
      journal.append(tag("two"));
    }
    Files.writeString(file(), Files.readString(file()).replace("{\"id\":2", "{\"id\":7"));

    assertThatThrownBy(() -> Journal.open(directory))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("line 2 was changed")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.JOURNAL_DAMAGED);
  }

  @Test
  void what_a_process_left_is_continued_under_the_same_name() {
    String name;
    try (Journal journal = Journal.open(directory)) {
      name = journal.name();
      journal.append(tag("one"));
    }
    try (Journal journal = Journal.open(directory)) {
      assertThat(journal.name()).isEqualTo(name);
      assertThat(journal.append(tag("two"))).isEqualTo(3);
    }
  }

  @Test
  void only_one_writes_a_journal_at_a_time() {
    assertThat(Journal.isWrittenNow(directory)).isFalse();
    Journal first = Journal.open(directory);
    assertThatThrownBy(() -> Journal.open(directory))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("Another process writes the journal");
    assertThat(Journal.isWrittenNow(directory)).isTrue();
    first.close();
    Journal.open(directory).close();
    assertThat(Journal.isWrittenNow(directory)).isFalse();
  }

  @Test
  void lines_can_be_read_while_others_are_written() throws InterruptedException {
    List<JournalLine> read = new ArrayList<>();
    try (Journal journal = Journal.open(directory)) {
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  journal.append(tag("x".repeat(i)));
                }
              });
      writer.start();
      JournalReader reader = JournalReader.of(directory);
      while (writer.isAlive()) {
        read.addAll(reader.next(100));
      }
      writer.join();
      read.addAll(reader.next(Integer.MAX_VALUE));
    }
    assertThat(read).hasSize(2001);
    assertThat(read.get(2000).entry()).isEqualTo(tag("x".repeat(1999)));
  }

  @Test
  void threads_that_write_and_commit_at_once_get_numbers_of_their_own()
      throws InterruptedException {
    int threads = 8;
    int each = 100;
    CountDownLatch done = new CountDownLatch(threads);
    try (Journal journal = Journal.open(directory)) {
      for (int t = 0; t < threads; t++) {
        new Thread(
                () -> {
                  for (int i = 0; i < each; i++) {
                    journal.commit(journal.append(tag("x")));
                  }
                  done.countDown();
                })
            .start();
      }
      done.await();
    }
    List<JournalLine> lines = JournalReader.all(directory);
    assertThat(lines).hasSize(1 + threads * each);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i).id()).isEqualTo(i + 1);
    }
  }

  @Test
  void without_a_journal_the_message_says_what_to_name() {
    assertThatThrownBy(() -> JournalReader.of(directory))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("There is no journal.jsonl");
  }
}
