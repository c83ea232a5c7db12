package dev.millrace.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a constant rate, whatever the server does. Each latency counts from when its
 * request was due, not from when it could be sent, so that what waits behind a slow answer is slow
 * as well: coordinated omission cannot happen. One thread, which never sleeps.
 *
 * <p>Where that thread itself is kept from running (the kernel or the hypervisor took its core),
 * its clock stands still, since nothing is then sent or read that a server could be blamed for. It
 * does so only for what a turn of its loop takes beyond half a millisecond, and says how much that
 * was.
 */
public final class ConstantRate {
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_TURN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final List<byte[]> requests;
  private final double gapNanos;
  private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
  private final ArrayDeque<RateConnection> idle = new ArrayDeque<>();
  private long recordFrom;
  private long sent;
  private long answered;
  private long heldUp;
  private long heldUpBeforeRecording;

  private ConstantRate(List<byte[]> requests, double rate) {
    this.requests = requests;
    this.gapNanos = 1e9 / rate;
  }

  /**
   * Prints requests per second that were answered, then p50, p99, p99.9 and the longest latency in
   * microseconds, and for how many milliseconds of each second the clock stood still, in one line.
   *
   * @param arguments port, path, file with a body in each line, requests per second, seconds,
   *     connections, and headers if any
   */
  public static void main(String[] arguments) throws IOException {
    List<String> headers = List.of(arguments).subList(6, arguments.length);
    List<byte[]> requests =
        Files.readAllLines(Path.of(arguments[2])).stream()
            .map(body -> request(arguments[1], body, headers))
            .toList();
    ConstantRate load = new ConstantRate(requests, Double.parseDouble(arguments[3]));
    try (Selector selector = Selector.open()) {
      InetSocketAddress server =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
      for (int i = 0; i < Integer.parseInt(arguments[5]); i++) {
        load.idle.add(RateConnection.open(server, selector));
      }
      load.run(selector, TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[4])));
    }
  }

  private static byte[] request(String path, String body, List<String> headers) {
    StringBuilder text = new StringBuilder();
    text.append("POST ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    text.append("Content-Type: application/json\r\nContent-Length: ");
    text.append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
    headers.forEach(header -> text.append(header).append("\r\n"));
    return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Ends when all that was due within the time is answered, however late. */
  private void run(Selector selector, long nanos) throws IOException {
    long start = now();
    recordFrom = start + WARM_UP_NANOS;
    long last = recordFrom + nanos;
    int connections = idle.size();
    long turn = start;
    while (due(start) < last || idle.size() < connections) {
      sendDue(start, Math.min(turn, last - 1));
      selector.selectNow(key -> receive((RateConnection) key.attachment()));
      turn = endOfTurn(turn);
    }
    report(turn - recordFrom);
  }

  private long now() {
    return System.nanoTime() - heldUp;
  }

  private long endOfTurn(long turn) {
    long excess = now() - turn - LONGEST_TURN_NANOS;
    if (excess > 0) {
      heldUp += excess;
      heldUpBeforeRecording += turn < recordFrom ? excess : 0;
    }
    return now();
  }

  /** What is due and finds no idle connection is sent later, and its time runs. */
  private void sendDue(long start, long now) throws IOException {
    for (long due = due(start); due <= now && !idle.isEmpty(); due = due(start)) {
      idle.poll().send(requests.get((int) (sent % requests.size())), due);
      sent++;
    }
  }

  private long due(long start) {
    return start + (long) (sent * gapNanos);
  }

  private void receive(RateConnection connection) {
    if (connection.receive()) {
      if (connection.due() >= recordFrom) {
        latencies.recordValue(now() - connection.due());
        answered++;
      }
      idle.add(connection);
    }
  }

  private void report(long nanos) {
    System.out.printf(
        Locale.ROOT,
        "%.0f %.0f %.0f %.0f %.0f %.1f%n",
        answered * 1e9 / nanos,
        latencies.getValueAtPercentile(50) / 1e3,
        latencies.getValueAtPercentile(99) / 1e3,
        latencies.getValueAtPercentile(99.9) / 1e3,
        latencies.getMaxValue() / 1e3,
        (heldUp - heldUpBeforeRecording) * 1e3 / nanos);
  }
}
