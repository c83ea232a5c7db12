package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.scoring.CleanRows;
import dev.millrace.scoring.GoldenRow;
import dev.millrace.scoring.GoldenRows;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.PackageFiles;
import dev.millrace.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests run while the model is changed a thousand times. */
class SwapStressTest {
  private static final int SWAPS = Integer.getInteger("millrace.swaps", 1000);
  private static final int THREADS = 4;
  private static final int BREATH = 16;
  private static final long PAUSE_NANOS = 100_000;
  private static final long MEGABYTE = 1 << 20;

  /** A line of Linux's {@code smaps} that begins another mapping, with its address. */
  private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-[0-9a-f]+ ");

  /** A heap that is not huge has low addresses, for short references. */
  private static final long HEAP_BELOW = 1L << 40;

  /** Sessions that were not freed would add 100 MB or more. */
  private static final long MOST_GROWTH = 56 * MEGABYTE;

  private final ModelPackage one = ModelPackage.load(Packages.ONE);
  private final ModelPackage two = ModelPackage.load(Packages.TWO);
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final AtomicLong answered = new AtomicLong();
  private final List<ServedModel> made = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  @Test
  void no_request_fails_or_sees_a_half_changed_model_in_a_thousand_swaps() throws Exception {
    ModelSlot slot = new ModelSlot(fresh(one, "1"));
    List<Thread> clients = Stream.generate(() -> client(slot)).limit(THREADS).toList();
    clients.forEach(Thread::start);

    long settled = 0;
    for (int i = 0; i < SWAPS; i++) {
      slot.swap(i % 2 == 0 ? fresh(two, "2") : fresh(one, "1"));
      if (i % 50 == 9) {
        slot.rollBack();
        slot.swap(fresh(one, "1"));
      }
      if (i == SWAPS / 4) {
        settled = nativeBytes();
      }
    }
    running.set(false);
    for (Thread client : clients) {
      client.join();
    }

    assertThat(failures).isEmpty();
    assertThat(answered.get()).isGreaterThan(SWAPS);
    assertThat(made).filteredOn(model -> !model.isClosed()).contains(slot.current()).hasSize(2);
    slot.close();
    assertThat(made).hasSizeGreaterThan(SWAPS).allMatch(ServedModel::isClosed);
    long grown = nativeBytes() - settled;
    System.out.printf(
        "memory outside the heap after %d of %d swaps: %d MB, then %+d MB; %d requests answered%n",
        SWAPS / 4, SWAPS, settled / MEGABYTE, grown / MEGABYTE, answered.get());
    assertThat(grown).isLessThan(MOST_GROWTH);
  }

  private ServedModel fresh(ModelPackage loaded, String version) {
    ModelOrigin origin = new ModelOrigin(version, "", "test", "", version);
    PackageDocuments documents = PackageDocuments.of(loaded);
    ServedModel model =
        new ServedModel(new Scorer(loaded), origin, documents, new ScoringCost(1, 1), Map.of());
    made.add(model);
    return model;
  }

  private Thread client(ModelSlot slot) {
    Thread thread = new Thread(() -> ask(slot));
    thread.setUncaughtExceptionHandler(
        (t, e) -> {
          synchronized (failures) {
            failures.add(e);
          }
        });
    return thread;
  }

  private void ask(ModelSlot slot) {
    Map<String, List<GoldenRow>> golden = Map.of("1", golden(one), "2", golden(two));
    for (int i = 0; running.get(); i++) {
      ServedModel model = slot.acquire();
      try {
        List<GoldenRow> rows = golden.get(model.identity().version());
        int from = i % rows.size();
        List<GoldenRow> asked = rows.subList(from, Math.min(rows.size(), from + 1 + i % 7));
        double[] answers =
            model
                .scorer()
                .score(
                    new CleanRows(
                        model.identity().contract(), asked.stream().map(GoldenRow::row).toList()));
        for (int row = 0; row < answers.length; row++) {
          assertThat(answers[row]).isCloseTo(asked.get(row).probability(), within(1e-4));
        }
        answered.incrementAndGet();
      } finally {
        model.release();
      }
      if (i % BREATH == 0) {
        LockSupport.parkNanos(PAUSE_NANOS); // or the swaps would wait for a core
      }
    }
  }

  private static List<GoldenRow> golden(ModelPackage loaded) {
    return GoldenRows.read(loaded.folder().resolve(PackageFiles.GOLDEN), loaded.contract());
  }

  /** Resident memory of this process outside the heap, by Linux; 0 where there is none. */
  private static long nativeBytes() throws IOException {
    Path maps = Path.of("/proc/self/smaps");
    if (!Files.exists(maps)) {
      return 0;
    }
    long bytes = 0;
    boolean inHeap = false;
    for (String line : Files.readAllLines(maps)) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.find()) {
        inHeap = Long.parseUnsignedLong(mapping.group(1), 16) < HEAP_BELOW;
      } else if (!inHeap && line.startsWith("Rss:")) {
        bytes += Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return bytes;
  }
}
