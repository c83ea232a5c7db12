package dev.millrace.serving.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What was counted and what was found, with an example of each. Thread-safe. */
final class Findings {
  private static final int MOST_EXAMPLES = 20;
  private static final int LONGEST = 4000;

  final AtomicLong requests = new AtomicLong();
  final AtomicLong answers = new AtomicLong();
  final AtomicLong good = new AtomicLong();
  final AtomicLong connections = new AtomicLong();
  private final Map<String, Long> faults = new TreeMap<>();
  private final Map<String, String> examples = new TreeMap<>();
  private final Map<Integer, Long> statuses = new TreeMap<>();

  synchronized void answered(int status) {
    answers.incrementAndGet();
    statuses.merge(status, 1L, Long::sum);
  }

  synchronized void add(String fault, String example) {
    faults.merge(fault, 1L, Long::sum);
    if (examples.size() < MOST_EXAMPLES) {
      examples.putIfAbsent(fault, example.substring(0, Math.min(LONGEST, example.length())));
    }
  }

  /** Empty where nothing was found. */
  synchronized String report() {
    StringBuilder report = new StringBuilder();
    faults.forEach(
        (fault, count) ->
            report
                .append(count + " × " + fault + "\n")
                .append(examples.getOrDefault(fault, "") + "\n\n"));
    return report.toString();
  }

  @Override
  public synchronized String toString() {
    return "%,d malformed and %,d good requests over %,d connections, %,d answers by status %s"
        .formatted(requests.get(), good.get(), connections.get(), answers.get(), statuses);
  }
}
