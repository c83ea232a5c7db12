package dev.millrace.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.CleanJob;
import dev.millrace.etl.clean.CleanPolicy;
import dev.millrace.etl.clean.Cleaner;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.Fingerprints;
import dev.millrace.etl.source.Ingest;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.SourceSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers shown while work runs are the numbers of the work. */
class ProgressTest {
  private static final int ROWS = 7043;

  private final List<String> said = new ArrayList<>();
  private final Lab lab;

  ProgressTest(@TempDir Path folder) {
    lab = new Lab(folder);
  }

  @Test
  void every_row_and_byte_is_counted_once() throws IOException {
    String text =
        IntStream.range(0, ROWS)
            .mapToObj(i -> i + (i % 2 == 0 ? ",yes\n" : ",no\n"))
            .collect(Collectors.joining("", "n,y\n", ""));
    LandedTable table = land(Lab.csv(lab.write("a.csv", text), packed(text)));
    clean(table);
    land(
        Lab.reader(
            "org.datavec.api.records.reader.impl.csv.CSVRecordReader",
            lab.write("b.csv", text),
            List.of("n", "y"),
            Map.of("arg1", "1")));

    long bytes = text.length() + Files.size(lab.folder().resolve("b.csv.gz"));
    assertThat(said)
        .containsExactly(
            "fingerprint t: " + bytes + " of " + bytes + " bytes",
            "read t: " + bytes + " of " + bytes + " bytes",
            "load t: 14086 of 14086 rows",
            "check t: 14086 of 14086 rows",
            "clean t: 14086 of 14086 rows",
            "profile: 1 of 1 columns",
            "fingerprint t: " + text.length() + " of " + text.length() + " bytes",
            "read t: 7043 of -1 rows");
  }

  private Path packed(String text) throws IOException {
    Path file = lab.folder().resolve("b.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private LandedTable land(SourceSpec spec) {
    Fingerprint fingerprint = Fingerprints.of(spec, this::start);
    return Ingest.land(List.of(spec), List.of(fingerprint), lab.landed(), Lab.SETTINGS, this::start)
        .get(0);
  }

  private void clean(LandedTable table) {
    FeatureContract contract =
        new FeatureContract(
            "t", null, new Target("y", "yes"), List.of(Column.of("n", ColumnType.INTEGER)));
    CleanJob job = new CleanJob(lab.landed(), table, contract, CleanPolicy.standard(null), null);
    Cleaner.clean(job, lab.clean(), Lab.SETTINGS, this::start);
  }

  private Progress.Task start(String name, long total, String unit) {
    return new Progress.Task() {
      private long done;

      @Override
      public void advance(long units) {
        done += units;
      }

      @Override
      public void note(String remark) {}

      @Override
      public void close() {
        said.add(name + ": " + done + " of " + total + " " + unit);
      }
    };
  }
}
