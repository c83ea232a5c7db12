package dev.millrace.serving.http;

import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer. Confined to its event loop, but for what says otherwise. It is in
 * flight, and its memory is counted, until it is answered and whoever {@linkplain #retain retained}
 * it has released it.
 */
public final class Exchange {
  private static final Buffer NOTHING = Buffer.buffer(0);

  private final Loop loop;
  private final Connection connection;
  private final HttpServerRequest request;
  private final Route route;
  private final List<String> variables;
  private final long begun;
  private long complete;
  private @Nullable Body incoming;
  private Buffer body = NOTHING;
  private Caller caller = Caller.ANYBODY;
  private String remark = "";
  private int bodyBytes;
  private long answerBytes;
  private int users = 1; // who answers it
  private boolean answered;
  private volatile boolean cancelled;
  private boolean timed = true;

  Exchange(
      Loop loop,
      Connection connection,
      HttpServerRequest request,
      Route route,
      List<String> variables,
      long begun) {
    this.loop = loop;
    this.connection = connection;
    this.request = request;
    this.route = route;
    this.variables = variables;
    this.begun = begun;
    this.complete = begun;
  }

  /** What was asked. */
  public HttpServerRequest request() {
    return request;
  }

  /** The whole body; empty before it is there. */
  public Buffer body() {
    return body;
  }

  /** A variable of the path, from 0. */
  public String variable(int index) {
    return variables.get(index);
  }

  /** The variables of the path, in order. */
  public List<String> variables() {
    return variables;
  }

  /** The route's path, for logs and metrics: variables are not filled in. */
  public String routePath() {
    return route.path();
  }

  /** Who asks. */
  public Caller caller() {
    return caller;
  }

  /** The address of the other end, without its port. */
  public String remoteAddress() {
    return connection.remoteAddress();
  }

  /** {@link System#nanoTime()} when the head was there. */
  public long begun() {
    return begun;
  }

  /** {@link System#nanoTime()} when the last byte was there. */
  public long complete() {
    return complete;
  }

  /** Something for the access log, for example the prediction's id. */
  public void remark(String text) {
    remark = text;
  }

  /** What {@link #remark(String)} said last; empty where nothing. */
  public String remark() {
    return remark;
  }

  /** Whether there is an answer, or nobody waits for one any more. */
  public boolean answered() {
    return answered;
  }

  /** The event loop that it belongs to; answers from other threads go through its context. */
  public Loop loop() {
    return loop;
  }

  /** Answers; the first answer counts, later ones are ignored. */
  public void reply(Reply reply) {
    if (!answered) {
      answered = true;
      loop.write(this, reply);
    }
  }

  /** Answers with a refusal in the route's form. */
  public void refuse(Refusal refusal) {
    refuse(refusal, route.errors());
  }

  /** Answers with a refusal in another form. */
  public void refuse(Refusal refusal, ErrorForm form) {
    if (!answered) {
      loop.refused(this, refusal);
      reply(form.reply(refusal));
    }
  }

  /** Answers that something is wrong here, and logs what. */
  public void fail(Throwable fault) {
    loop.report(this, fault);
    refuse(
        Refusal.of(
            500,
            "INTERNAL_FAULT",
            "The server failed to answer this request.",
            "Its log says why, under request " + connection.number() + "-" + begun + "."));
  }

  Connection connection() {
    return connection;
  }

  Route route() {
    return route;
  }

  /** Work on another thread needs it, answered or not, until it is {@link #release}d. */
  public void retain() {
    users++;
  }

  /** Ends what {@link #retain} began. */
  public void release() {
    if (--users == 0) {
      loop.over(this);
    }
  }

  /**
   * Counts what an answer takes, until the exchange is over. May be called by the one that works at
   * it on another thread.
   *
   * @throws Refusal 503 where memory is short
   */
  public void holdAnswer(long bytes) throws Refusal {
    loop.holdAnswer(bytes);
    answerBytes += bytes;
  }

  /** Counts no more than what was written, of what was counted for it; as {@link #holdAnswer}. */
  public void answerWritten(int bytes) {
    if (answerBytes > bytes) {
      loop.letGoAnswer(answerBytes - bytes);
      answerBytes = bytes;
    }
  }

  /** Whether there is memory for so many more bytes of its body. */
  boolean holdBody(int bytes) {
    boolean has = loop.holdBody(bytes);
    bodyBytes += has ? bytes : 0;
    return has;
  }

  /** Bytes of the body that are counted. */
  int bodyBytes() {
    return bodyBytes;
  }

  /** Bytes of the answer that are counted. */
  long answerBytes() {
    return answerBytes;
  }

  void admitted(Caller who) {
    caller = who;
  }

  void receives(Body pieces) {
    incoming = pieces;
  }

  void received(Buffer whole) {
    body = whole;
    complete = System.nanoTime();
  }

  /** The body is not needed any more. */
  void forgetBody() {
    body = NOTHING;
    if (incoming != null) {
      incoming.forget();
    }
  }

  /** The client has left. */
  void abandon() {
    answered = true;
    cancelled = true;
  }

  /** Refuses what has taken too long. */
  void timeOut(Refusal refusal) {
    cancelled = true;
    if (!answered) {
      route.action().timedOut(refusal.status());
      refuse(refusal);
    }
  }

  /** May take as long as it takes: who is told that it took too long would do it twice. */
  public void untimed() {
    timed = false;
  }

  boolean timed() {
    return timed;
  }

  /**
   * Whether the client has left or was told that it took too long; for work on other threads, which
   * is then in vain.
   */
  public boolean cancelled() {
    return cancelled;
  }

  @Nullable String header(CharSequence name) {
    return request.getHeader(name);
  }
}
