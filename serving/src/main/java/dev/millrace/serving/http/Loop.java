package dev.millrace.serving.http;

import dev.millrace.serving.config.Limits;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop of the server: what comes in over its connections and what goes out. Confined to
 * its context's thread.
 */
public final class Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  /** Status in logs and metrics where the client had gone before its answer. */
  static final int CLIENT_GONE = 499;

  /** Connections above the limit that are told so; of a flood the rest is just closed. */
  private static final int MOST_SURPLUS = 64;

  private static final String OPERATIONS = "millrace-operations";
  private static final int OPERATIONS_THREADS = 2;

  private final Context context;
  private final WorkerExecutor operations;
  private final Limits limits;
  private final Gauges gauges;
  private final ExchangeListener listener;
  private final AnswerHeaders answerHeaders;
  private final Admission admission;
  private final long mostBodyBytes;
  private final long mostAnswerBytes = Runtime.getRuntime().maxMemory() / 4;
  private final IdentityHashMap<HttpConnection, Connection> connections = new IdentityHashMap<>();
  private final Routes routes;

  /**
   * @param routes what this loop answers, with state of its own
   * @param errors how things are refused at a path where no route is meant
   */
  public Loop(
      Context context,
      Limits limits,
      Function<Loop, Routes> routes,
      Gauges gauges,
      ExchangeListener listener,
      Function<String, ErrorForm> errors,
      AnswerHeaders answerHeaders) {
    this.context = context;
    this.operations = context.owner().createSharedWorkerExecutor(OPERATIONS, OPERATIONS_THREADS);
    this.limits = limits;
    this.gauges = gauges;
    this.listener = listener;
    this.answerHeaders = answerHeaders;
    this.mostBodyBytes = Math.max(limits.bodyBytes(), Runtime.getRuntime().maxMemory() / 8);
    this.admission = new Admission(limits, gauges, errors, answerHeaders);
    this.routes = routes.apply(this);
  }

  /** Runs something on this event loop. */
  public void execute(Runnable task) {
    context.runOnContext(nothing -> task.run());
  }

  /**
   * Runs something that may block, then answers with what came of it. It has threads of its own:
   * who operates the server need not wait for the work of {@link #aside}.
   *
   * @param task may throw a {@link Refusal}
   */
  public void blocking(Exchange exchange, Callable<Reply> task) {
    goOn(
        exchange,
        operations.executeBlocking(task, false),
        exchange::reply,
        fault -> {
          if (fault instanceof Refusal refusal) {
            exchange.refuse(refusal);
          } else {
            exchange.fail(fault);
          }
        });
  }

  /**
   * Runs something that may take long on another thread, and goes on here with what came of it.
   *
   * @param then is given null where the exchange was cancelled before the task began
   */
  public <T> void aside(
      Exchange exchange,
      Callable<T> task,
      Consumer<@Nullable T> then,
      Consumer<Throwable> otherwise) {
    goOn(
        exchange,
        context.executeBlocking(() -> exchange.cancelled() ? null : task.call(), false),
        then,
        otherwise);
  }

  private static <T extends @Nullable Object> void goOn(
      Exchange exchange, Future<T> task, Consumer<T> then, Consumer<Throwable> otherwise) {
    exchange.retain();
    task.onComplete(
        done -> {
          try {
            goOn(done, then, otherwise);
          } finally {
            exchange.release();
          }
        });
  }

  private static <T extends @Nullable Object> void goOn(
      AsyncResult<T> done, Consumer<T> then, Consumer<Throwable> otherwise) {
    if (done.failed()) {
      otherwise.accept(done.cause());
      return;
    }
    try {
      then.accept(done.result());
    } catch (RuntimeException | Error fault) { // nobody else would answer
      otherwise.accept(fault);
    }
  }

  void opened(HttpConnection opened) {
    long number = gauges.opened();
    boolean surplus = gauges.connections() > limits.connections();
    Connection connection = new Connection(opened, number, surplus, System.nanoTime());
    connections.put(opened, connection);
    RequestGuard.guard(opened, connection);
    opened.closeHandler(nothing -> closed(opened, connection));
    opened.exceptionHandler(fault -> LOG.debug("connection {}: {}", number, fault.toString()));
    if (gauges.connections() > limits.connections() + MOST_SURPLUS) {
      connection.close();
    }
  }

  boolean holdBody(int bytes) {
    return gauges.holdBody(bytes, mostBodyBytes);
  }

  void holdAnswer(long bytes) throws Refusal {
    if (!gauges.holdAnswer(bytes, mostAnswerBytes)) {
      throw Admission.answersTooMany();
    }
  }

  void letGoAnswer(long bytes) {
    gauges.letGo(0, bytes);
  }

  private void closed(HttpConnection key, Connection connection) {
    connections.remove(key);
    gauges.closed();
    Exchange left = connection.current();
    if (left != null && !left.answered()) {
      left.abandon();
      ended(left, CLIENT_GONE, 0);
    }
  }

  void handle(HttpServerRequest request) {
    long now = System.nanoTime();
    Connection connection = connections.get(request.connection());
    if (connection == null) { // closed while its request waited for this loop
      return;
    }
    gauges.began(now);
    Routes.Found found = routes.find(request.method(), request.path());
    Route route = found == null ? absent(request) : found.route();
    List<String> variables = found == null ? List.of() : found.variables();
    Exchange exchange = new Exchange(this, connection, request, route, variables, now);
    connection.began(exchange);
    try {
      admission.admit(exchange);
      read(exchange, request, route);
    } catch (Refusal refusal) {
      connection.closeBy(now + limits.requestTime().toNanos());
      exchange.refuse(refusal);
    } catch (RuntimeException | StackOverflowError fault) {
      exchange.fail(fault);
    }
  }

  private Route absent(HttpServerRequest request) {
    List<String> methods = routes.methodsOf(request.path());
    return request.method().equals(HttpMethod.OPTIONS)
        ? admission.options(request, methods)
        : admission.absent(methods);
  }

  /** A head that cannot be read, or a body that could not before its turn came. */
  void invalid(HttpServerRequest request) {
    Connection connection = connections.get(request.connection());
    if (connection != null) {
      long now = System.nanoTime();
      gauges.began(now);
      Route route = admission.broken(request.decoderResult().cause());
      Exchange exchange = new Exchange(this, connection, request, route, List.of(), now);
      connection.began(exchange);
      connection.closeBy(now);
      run(exchange);
    }
  }

  private void read(Exchange exchange, HttpServerRequest request, Route route) {
    if (!route.takesBody()) {
      run(exchange);
      return;
    }
    Body body = new Body(exchange, limits.bodyBytes());
    exchange.receives(body);
    request.handler(body::add);
    request.endHandler(
        nothing -> {
          exchange.received(body.whole());
          if (request.decoderResult().cause() instanceof Refusal refusal) {
            exchange.connection().closeBy(System.nanoTime());
            exchange.refuse(refusal);
          } else {
            run(exchange);
          }
        });
  }

  private void run(Exchange exchange) {
    if (exchange.answered()) {
      return;
    }
    try {
      exchange.route().action().handle(exchange);
    } catch (Refusal refusal) {
      exchange.refuse(refusal);
    } catch (RuntimeException | StackOverflowError fault) {
      exchange.fail(fault);
    }
  }

  void write(Exchange exchange, Reply reply) {
    HttpServerResponse response = exchange.request().response();
    if (response.closed() || response.ended()) {
      ended(exchange, CLIENT_GONE, 0);
      return;
    }
    boolean sent = trySend(exchange, reply, response);
    ended(exchange, sent ? reply.status() : 500, reply.body().length());
    if (!sent) { // nothing may be left open that is not answered
      exchange.connection().close();
    }
  }

  private boolean trySend(Exchange exchange, Reply reply, HttpServerResponse response) {
    try {
      send(exchange, reply, response);
      return true;
    } catch (RuntimeException fault) {
      report(exchange, fault);
      return false;
    }
  }

  private void send(Exchange exchange, Reply reply, HttpServerResponse response) {
    response.setStatusCode(reply.status());
    MultiMap headers = response.headers();
    answerHeaders.add(exchange, headers);
    if (!reply.contentType().isEmpty()) {
      headers.add(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    }
    reply.headers().forEach(headers::set);
    boolean last = gauges.draining() || exchange.connection().closing();
    if (last) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      exchange.connection().closeBy(System.nanoTime() + limits.requestTime().toNanos());
    }
    Future<Void> sent;
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(reply.body().length()));
      sent = response.end();
    } else {
      sent = response.end(reply.body());
    }
    if (last) {
      sent.onComplete(done -> closeIfRead(exchange));
    }
    if (exchange.answerBytes() > 0) { // it may take its client a while to read it
      exchange.retain();
      sent.onComplete(done -> exchange.release());
    }
  }

  /** Closed with something unread, the connection would be reset and the answer lost with it. */
  private static void closeIfRead(Exchange exchange) {
    if (exchange.request().isEnded()) {
      exchange.connection().close();
    }
  }

  private void ended(Exchange exchange, int status, int bytes) {
    exchange.release();
    exchange.connection().ended(exchange, System.nanoTime());
    listener.ended(exchange, status, bytes);
  }

  /** Answered, and worked at no more. */
  void over(Exchange exchange) {
    gauges.ended();
    if (exchange.bodyBytes() > 0 || exchange.answerBytes() > 0) {
      gauges.letGo(exchange.bodyBytes(), exchange.answerBytes());
    }
    exchange.forgetBody();
  }

  void refused(Exchange exchange, Refusal refusal) {
    listener.refused(exchange, refusal);
  }

  void report(Exchange exchange, Throwable fault) {
    LOG.error(
        "request {}-{} {} failed",
        exchange.connection().number(),
        exchange.begun(),
        exchange.routePath(),
        fault);
  }

  private boolean isLate(Exchange exchange, long now) {
    return exchange.timed() && now - exchange.begun() > limits.requestTime().toNanos();
  }

  /** Ends what has taken too long; called a few times a second. */
  void sweep() {
    long now = System.nanoTime();
    for (Connection connection : new ArrayList<>(connections.values())) {
      Exchange exchange = connection.current();
      if (exchange != null && isLate(exchange, now)) {
        connection.closeBy(now + limits.requestTime().toNanos());
        exchange.timeOut(admission.tooSlow(exchange));
      } else if (connection.overdue(limits, now)) {
        connection.close();
      }
    }
  }
}
