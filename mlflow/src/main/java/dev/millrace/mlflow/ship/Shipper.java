package dev.millrace.mlflow.ship;

import dev.millrace.mlflow.api.CallFailed;
import dev.millrace.mlflow.api.MlflowCalls;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.Journal;
import dev.millrace.mlflow.journal.JournalLine;
import dev.millrace.mlflow.journal.JournalReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Delivers one journal to one server, a portion at a time. After a portion that failed the same
 * shipper goes on with it, looking first for what the server has of it already. Not thread-safe.
 */
final class Shipper implements AutoCloseable {
  private static final int READ_AHEAD = 5000;
  private static final int MOST_LINES = 2000;

  /** How many times the time for an answer a late call gets to arrive. */
  private static final long SETTLE_ANSWERS = 2;

  private final Path directory;
  private final Duration answer;
  private final JournalReader reader;
  private final MlflowCalls calls;
  private final Cursor cursor;
  private final RunDelivery runs;
  private final LogDelivery logs;
  private final FileDelivery files;
  private final ModelDelivery models;

  private final Deque<JournalLine> waiting = new ArrayDeque<>();
  private boolean doubtful = true;
  private long settled = System.nanoTime();

  /** The journal must have its first line. */
  Shipper(Path directory, String journal, ServerConfig server) {
    this.directory = directory;
    this.answer = server.answer();
    this.reader = JournalReader.of(directory);
    this.cursor = Cursor.open(directory, journal, server.uri());
    this.calls = MlflowCalls.to(server);
    Context context = new Context(calls, cursor, journal, directory);
    this.runs = new RunDelivery(context);
    this.logs = new LogDelivery(context);
    this.files = new FileDelivery(context);
    this.models = new ModelDelivery(context, files);
  }

  Cursor cursor() {
    return cursor;
  }

  /**
   * Delivers the next portion.
   *
   * @return whether there was one
   * @throws dev.millrace.mlflow.api.CallFailed where the server did not take it
   */
  boolean deliverNext() {
    read();
    List<JournalLine> portion = portion();
    if (portion.isEmpty()) {
      return false;
    }
    boolean wasDoubtful = doubtful;
    doubtful = true; // unless this ends well
    Known known = deliverOrNote(portion, wasDoubtful);
    cursor.advance(portion.get(portion.size() - 1).id());
    portion.forEach(line -> waiting.removeFirst());
    doubtful = wasDoubtful && known != Known.NEW;
    return true;
  }

  private Known deliverOrNote(List<JournalLine> portion, boolean inDoubt) {
    try {
      return deliver(portion, inDoubt);
    } catch (CallFailed e) {
      if (e.why() == CallFailed.Cause.TIMED_OUT) {
        settled = System.nanoTime() + SETTLE_ANSWERS * answer.toNanos();
      }
      throw e;
    }
  }

  /**
   * What timed out may be carried out yet, after it was looked for in vain and sent again. Before a
   * run ends the server gets the time to do so, for then what is there twice is removed.
   */
  private void settle() {
    long left = settled - System.nanoTime();
    if (left > 0) {
      try {
        Thread.sleep(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw CallFailed.givenUp(e);
      }
    }
  }

  private void read() {
    if (!waiting.isEmpty()) {
      return;
    }
    List<JournalLine> lines = reader.next(READ_AHEAD);
    while (!lines.isEmpty() && lines.get(lines.size() - 1).id() <= cursor.delivered()) {
      lines = reader.next(READ_AHEAD);
    }
    lines.stream().filter(line -> line.id() > cursor.delivered()).forEach(waiting::add);
    if (!waiting.isEmpty()) {
      Journal.force(directory); // what a server has must not vanish with this machine's power
    }
  }

  /** One line, or as many as go together. */
  private List<JournalLine> portion() {
    List<JournalLine> portion = new ArrayList<>();
    for (JournalLine line : waiting) {
      boolean together = LogDelivery.takes(line.entry());
      if (portion.isEmpty() || (together && portion.size() < MOST_LINES)) {
        portion.add(line);
      }
      if (!together || portion.size() >= MOST_LINES) {
        break;
      }
    }
    return portion;
  }

  private Known deliver(List<JournalLine> portion, boolean inDoubt) {
    JournalLine line = portion.get(0);
    Entry entry = line.entry();
    if (LogDelivery.takes(entry)) {
      return logs.log(portion, inDoubt);
    }
    if (entry instanceof Entry.RunBegun begun) {
      return runs.begin(line, begun, inDoubt);
    }
    if (entry instanceof Entry.Inputs inputs) {
      return runs.inputs(inputs, inDoubt);
    }
    if (entry instanceof Entry.Artifacts artifacts) {
      return files.artifacts(artifacts, inDoubt);
    }
    if (entry instanceof Entry.Model model) {
      return models.model(line, model, inDoubt);
    }
    if (entry instanceof Entry.Version version) {
      return models.version(line, version, inDoubt);
    }
    if (entry instanceof Entry.Alias alias) {
      return models.alias(alias, inDoubt);
    }
    if (entry instanceof Entry.Status status) {
      settle();
      return runs.status(line, status);
    }
    return Known.UNKNOWN; // the first line is for us alone
  }

  /** Gives up a call under way. */
  @Override
  public void close() {
    calls.close();
  }
}
