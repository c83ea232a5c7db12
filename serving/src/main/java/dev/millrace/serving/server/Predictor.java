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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Answers the predict requests of one protocol on one event loop: reads, scores here or on a
 * worker, writes. Confined to its event loop.
 */
final class Predictor implements Action {
  /** A request that has it gets the times of its answer in {@code Server-Timing}. */
  static final String TRACE = "millrace-trace";

  private static final String HEADER_LENGTH = "inference-header-content-length";
  private static final double NANOS_PER_MILLI = 1e6;

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
    try {
      call.run();
    } catch (Refusal refusal) {
      call.refuse(refusal);
    } catch (RuntimeException | Error fault) {
      call.fail(fault);
    }
  }

  private Protocol protocolFor(Lineup lineup) {
    try {
      return protocols.borrow(lineup);
    } catch (RuntimeException | Error fault) {
      lineup.release();
      throw fault;
    }
  }

  /** One request on its way. */
  private final class Call implements Workers.Done {
    private final Exchange exchange;
    private final Lineup lineup;
    private final Protocol protocol;
    private final long begun = System.nanoTime();
    private long parseNanos;
    private PredictRequest request;

    @SuppressWarnings("NullAway.Init") // read() comes first
    Call(Exchange exchange, Lineup lineup, Protocol protocol) {
      this.exchange = exchange;
      this.lineup = lineup;
      this.protocol = protocol;
    }

    void run() throws Refusal {
      request =
          protocol.read(
              new RequestBody(
                  exchange.body(),
                  exchange.request().getHeader("content-type"),
                  exchange.request().getHeader(HEADER_LENGTH),
                  maxRows));
      long read = System.nanoTime();
      parseNanos = read - begun;
      if (lineup.micros(request) > inlineMicros) {
        workers.submit(lineup, request.rows(), this);
        return;
      }
      double[] values = lineup.score(request.rows());
      Predictions predictions = lineup.predictions(request, values);
      long scored = System.nanoTime();
      answer(predictions, new Dispatch(Reason.INLINE, 0, scored - read, request.rows().rows()));
    }

    @Override
    public void scored(double[] values, Dispatch how) {
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
      Reply reply = protocol.answer(request, predictions);
      int positives = 0;
      for (int row = 0; row < predictions.probabilities().length; row++) {
        positives += predictions.positive(row) ? 1 : 0;
      }
      exchange.remark(predictions.ids()[0]);
      int rows = predictions.probabilities().length;
      exchange.reply(exchange.request().headers().contains(TRACE) ? traced(reply, how) : reply);
      meters.answered(System.nanoTime() - exchange.complete(), parseNanos, rows, positives, how);
      done();
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
      exchange.refuse(refusal, protocol::refuse);
      if (refusal.retryAfter() == null) {
        meters.refused(refusal.status());
      }
      done();
    }

    void fail(Throwable fault) {
      exchange.fail(fault);
      meters.refused(500);
      done();
    }

    private void done() {
      protocols.giveBack(lineup, protocol);
      lineup.release();
    }
  }
}
