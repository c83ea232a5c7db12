package dev.millrace.serving.server;

import dev.millrace.serving.dispatch.Dispatch;
import dev.millrace.serving.dispatch.Reason;
import dev.millrace.serving.dispatch.Workers;
import dev.millrace.serving.http.Action;
import dev.millrace.serving.http.Exchange;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Predictions;
import dev.millrace.serving.request.Protocol;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import dev.millrace.serving.request.RequestBody;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers the predict requests of one protocol on one event loop: reads, scores here or on a
 * worker, writes. Confined to its event loop.
 */
final class Predictor implements Action {
  /** A request that has it gets the times of its answer in {@code Server-Timing}. */
  static final CharSequence TRACE = AsciiString.cached("millrace-trace");

  private static final CharSequence HEADER_LENGTH =
      AsciiString.cached("inference-header-content-length");
  private static final double NANOS_PER_MILLI = 1e6;

  /** A longer body takes milliseconds to read, in which the loop's other clients would wait. */
  private static final int READ_AT_ONCE = 256 * 1024;

  /** Of smaller answers, as many as there may be requests in flight do not fill the memory. */
  private static final int NOT_COUNTED = 64 * 1024;

  private static final int ROW_BYTES = 384;
  private static final int VALUE_BYTES = 16;
  private static final int REASON_BYTES = 160;

  private final Lineups lineups;
  private final ProtocolPool protocols;
  private final Workers workers;
  private final PredictMeters meters;
  private final int maxRows;
  private final double inlineMicros;

  /**
   * @param inlineMicros requests that cost more are handed to the workers
   */
  Predictor(
      Lineups lineups,
      ProtocolPool protocols,
      Workers workers,
      PredictMeters meters,
      int maxRows,
      double inlineMicros) {
    this.lineups = lineups;
    this.protocols = protocols;
    this.workers = workers;
    this.meters = meters;
    this.maxRows = maxRows;
    this.inlineMicros = inlineMicros;
  }

  @Override
  public void handle(Exchange exchange) {
    Lineup lineup = lineups.acquire();
    Call call = new Call(exchange, lineup, protocolFor(lineup));
    if (exchange.body().length() > READ_AT_ONCE) {
      exchange.loop().aside(exchange, call::work, call::finish, call::end);
      return;
    }
    try {
      call.run();
    } catch (Refusal refusal) {
      call.refuse(refusal);
    } catch (RuntimeException | Error fault) {
      call.fail(fault);
    }
  }

  @Override
  public void timedOut(int status) {
    meters.refused(status);
  }

  private Protocol protocolFor(Lineup lineup) {
    try {
      return protocols.borrow(lineup);
    } catch (RuntimeException | Error fault) {
      lineup.release();
      throw fault;
    }
  }

  private record Worked(Predictions predictions, Reply reply, Dispatch how) {}

  /** One request on its way. */
  private final class Call implements Workers.Done {
    private final Exchange exchange;
    private final Lineup lineup;
    private final Protocol protocol;
    private final long begun = System.nanoTime();
    private long parseNanos;
    private boolean submitted;
    private PredictRequest request;

    @SuppressWarnings("NullAway.Init") // read() comes first
    Call(Exchange exchange, Lineup lineup, Protocol protocol) {
      this.exchange = exchange;
      this.lineup = lineup;
      this.protocol = protocol;
    }

    void run() throws Refusal {
      long read = read();
      if (lineup.micros(request) > inlineMicros) {
        submit();
        return;
      }
      Predictions predictions = scored();
      long scored = System.nanoTime();
      Dispatch how = new Dispatch(Reason.INLINE, 0, scored - read, request.rows().rows(), true);
      meters.scored(how);
      answer(predictions, how);
    }

    private void submit() throws Refusal {
      holdAnswer();
      workers.submit(lineup, request.rows(), this);
      submitted = true;
      exchange.retain();
    }

    /** Counts the rows, their answer and what is made between them, roughly. */
    private void holdAnswer() throws Refusal {
      long columns = lineup.identity().contract().columns().size();
      long row = ROW_BYTES + VALUE_BYTES * columns + (long) REASON_BYTES * request.reasons();
      long bytes = row * request.rows().rows();
      if (bytes > NOT_COUNTED) {
        exchange.holdAnswer(bytes);
      }
    }

    private Predictions scored() {
      return lineup.predictions(request, lineup.score(request.rows()));
    }

    /** All of it but sending, on another thread. */
    Worked work() throws Refusal {
      long started = System.nanoTime();
      long read = read();
      holdAnswer();
      Predictions predictions = scored();
      long took = System.nanoTime() - read;
      Dispatch how = new Dispatch(Reason.IDLE, started - begun, took, request.rows().rows(), true);
      meters.scored(how);
      return new Worked(predictions, written(predictions), how);
    }

    private Reply written(Predictions predictions) {
      Reply reply = protocol.answer(request, predictions);
      exchange.answerWritten(reply.body().length());
      return reply;
    }

    void finish(@Nullable Worked worked) {
      if (worked != null && !exchange.answered()) {
        send(worked.predictions, worked.reply, worked.how);
      }
      done();
    }

    void end(Throwable fault) {
      if (fault instanceof Refusal refusal) {
        refuse(refusal);
      } else {
        fail(fault);
      }
    }

    /** Gives when that was done. */
    private long read() throws Refusal {
      long started = System.nanoTime();
      request =
          protocol.read(
              new RequestBody(
                  exchange.body(),
                  exchange.request().getHeader(HttpHeaderNames.CONTENT_TYPE),
                  exchange.request().getHeader(HEADER_LENGTH),
                  maxRows));
      lineup.champion().requireKnown(request.rows());
      long read = System.nanoTime();
      parseNanos = read - started;
      return read;
    }

    @Override
    public boolean cancelled() {
      return exchange.cancelled();
    }

    @Override
    public void skipped() {
      exchange.loop().execute(this::done);
    }

    @Override
    public void scored(double[] values, Dispatch how) {
      meters.scored(how);
      if (exchange.cancelled()) {
        skipped();
        return;
      }
      try {
        Predictions predictions = lineup.predictions(request, values);
        exchange.loop().execute(() -> tryAnswer(predictions, how));
      } catch (RuntimeException | Error fault) {
        failed(fault);
      }
    }

    @Override
    public void failed(Throwable fault) {
      exchange.loop().execute(() -> fail(fault));
    }

    private void tryAnswer(Predictions predictions, Dispatch how) {
      try {
        answer(predictions, how);
      } catch (RuntimeException | Error fault) {
        fail(fault);
      }
    }

    private void answer(Predictions predictions, Dispatch how) {
      if (exchange.answered()) { // it took too long, or nobody waits any more
        done();
        return;
      }
      send(predictions, written(predictions), how);
      done();
    }

    private void send(Predictions predictions, Reply reply, Dispatch how) {
      int positives = 0;
      for (int row = 0; row < predictions.probabilities().length; row++) {
        positives += predictions.positive(row) ? 1 : 0;
      }
      exchange.remark(predictions.ids()[0]);
      int rows = predictions.probabilities().length;
      exchange.reply(exchange.request().headers().contains(TRACE) ? traced(reply, how) : reply);
      meters.answered(System.nanoTime() - exchange.complete(), parseNanos, rows, positives, how);
    }

    private Reply traced(Reply reply, Dispatch how) {
      Map<String, String> headers = new HashMap<>(reply.headers());
      headers.put(
          "Server-Timing",
          String.format(
              Locale.ROOT,
              "parse;dur=%.4f, queue;dur=%.4f, score;dur=%.4f, batch;desc=\"%d rows, %s\"",
              parseNanos / NANOS_PER_MILLI,
              how.queueNanos() / NANOS_PER_MILLI,
              how.scoreNanos() / NANOS_PER_MILLI,
              how.batchRows(),
              how.reason().label()));
      return new Reply(reply.status(), reply.contentType(), reply.body(), headers);
    }

    void refuse(Refusal refusal) {
      if (!exchange.answered() && refusal.retryAfter() == null) {
        meters.refused(refusal.status());
      }
      exchange.refuse(refusal, protocol::refuse);
      done();
    }

    void fail(Throwable fault) {
      if (!exchange.answered()) {
        meters.refused(500);
      }
      exchange.fail(fault);
      done();
    }

    private void done() {
      if (submitted) {
        exchange.release();
      }
      protocols.giveBack(lineup, protocol);
      lineup.release();
    }
  }
}
