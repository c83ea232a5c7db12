package dev.millrace.serving.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.Await;
import dev.millrace.serving.config.Limits;
import dev.millrace.serving.request.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the server does where a route of it is wrong. */
class LoopTest {
  private static final Duration LONG = Duration.ofSeconds(5);

  private static final Duration HASTY = Duration.ofMillis(500);

  private final Gauges gauges = new Gauges();
  private final Queue<String> ended = new ConcurrentLinkedQueue<>();

  private static final ErrorForm ERRORS =
      refusal ->
          Reply.of(
              refusal.status(), "text/plain", Buffer.buffer(refusal.code() + " " + refusal.hint()));

  private HttpFront serve(Action action) {
    return serve(LONG, action);
  }

  private HttpFront serve(Duration requestTime, Action action) {
    return serve(requestTime, new Route(HttpMethod.GET, "/", false, Guard.OPEN, ERRORS, action));
  }

  private HttpFront serve(Duration requestTime, Route... routes) {
    return HttpFront.listen(
        1,
        new HttpServerOptions().setHost("127.0.0.1").setPort(0),
        gauges,
        context ->
            new Loop(
                context,
                new Limits(1_000, 10, requestTime, LONG, 10, 10),
                loop -> new Routes(List.of(routes)),
                gauges,
                (exchange, status, bytes) -> ended.add(exchange.routePath() + " " + status),
                path -> ERRORS,
                new AnswerHeaders(List.of())));
  }

  private static String ask(HttpFront front) throws IOException {
    return ask(front, "GET /");
  }

  private static String ask(HttpFront front, String what) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              (what + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** A client may have its answer a moment before the loop has counted it. */
  private void awaitNothingInFlight() throws InterruptedException {
    Await.until(() -> gauges.inFlight() == 0 && !ended.isEmpty());
    assertThat(gauges.inFlight()).isZero();
  }

  @Test
  void an_action_that_throws_is_answered_with_500_without_a_word_of_why() throws Exception {
    try (HttpFront front =
        serve(
            exchange -> {
              throw new IllegalStateException("secret");
            })) {
      assertThat(ask(front))
          .startsWith("HTTP/1.1 500")
          .contains("INTERNAL_FAULT")
          .doesNotContain("secret");
      awaitNothingInFlight();
      assertThat(ended).containsExactly("/ 500");
    }
  }

  @Test
  void an_answer_that_cannot_be_sent_ends_its_connection_and_is_not_left_in_flight()
      throws Exception {
    Reply wrong = new Reply(200, "text/plain", Buffer.buffer("x"), Map.of("X", "a\r\nb"));
    try (HttpFront front = serve(exchange -> exchange.reply(wrong))) {
      assertThat(ask(front)).isEmpty();
      awaitNothingInFlight();
      assertThat(ended).containsExactly("/ 500");
    }
  }

  @Test
  void an_answer_that_does_not_come_in_time_is_504_with_what_helps_at_this_route()
      throws Exception {
    Action never = exchange -> {};
    try (HttpFront front =
        serve(
            Duration.ofMillis(100),
            new Route(HttpMethod.POST, "/rows", true, Guard.OPEN, ERRORS, never),
            new Route(HttpMethod.POST, "/change", false, Guard.OPEN, ERRORS, never),
            new Route(HttpMethod.GET, "/look", false, Guard.OPEN, ERRORS, never))) {
      assertThat(ask(front, "POST /rows"))
          .startsWith("HTTP/1.1 504")
          .endsWith("TIMED_OUT Send fewer rows at a time, or raise limits.request_time.");
      assertThat(ask(front, "POST /change"))
          .endsWith("TIMED_OUT It may be done all the same: look before you ask again.");
      assertThat(ask(front, "GET /look"))
          .endsWith("TIMED_OUT Ask again later, or raise limits.request_time.");
    }
  }

  @Test
  void only_the_first_of_two_answers_counts() throws Exception {
    Reply first = Reply.of(200, "text/plain", Buffer.buffer("first"));
    Reply second = Reply.of(200, "text/plain", Buffer.buffer("second"));
    try (HttpFront front =
        serve(
            exchange -> {
              exchange.reply(first);
              exchange.reply(second);
              throw new IllegalStateException("after the answer");
            })) {
      assertThat(ask(front)).endsWith("first");
      awaitNothingInFlight();
      assertThat(ended).containsExactly("/ 200");
    }
  }

  @Test
  void what_fails_after_work_on_another_thread_is_answered_too() throws Exception {
    try (HttpFront front =
        serve(
            exchange ->
                exchange
                    .loop()
                    .aside(
                        exchange,
                        () -> "done",
                        done -> {
                          throw new IllegalStateException(done);
                        },
                        exchange::fail))) {
      assertThat(ask(front)).startsWith("HTTP/1.1 500");
      awaitNothingInFlight();
      assertThat(ended).containsExactly("/ 500");
    }
  }

  @Test
  void what_blocks_need_not_wait_for_work_that_takes_long() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Reply reply = Reply.of(200, "text/plain", Buffer.buffer("here"));
    try (HttpFront front =
        serve(
            exchange -> {
              for (int i = 0; i < 10; i++) {
                exchange
                    .loop()
                    .aside(exchange, () -> end.await(20, SECONDS), done -> {}, exchange::fail);
              }
              exchange.loop().blocking(exchange, () -> reply);
            })) {
      assertThat(ask(front)).endsWith("here");
      assertThat(end.getCount()).isOne();
      end.countDown();
    }
  }

  @Test
  void work_of_a_client_that_has_left_can_know_it() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> left = new CompletableFuture<>();
    try (HttpFront front =
        serve(
            exchange ->
                exchange
                    .loop()
                    .aside(
                        exchange,
                        () -> {
                          begun.countDown();
                          long deadline = System.nanoTime() + SECONDS.toNanos(10);
                          while (!exchange.cancelled() && System.nanoTime() < deadline) {
                            Thread.onSpinWait();
                          }
                          return exchange.cancelled();
                        },
                        left::complete,
                        left::completeExceptionally))) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port())) {
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(begun.await(10, SECONDS)).isTrue();
      }
      assertThat(left.get(20, SECONDS)).isTrue();
      awaitNothingInFlight();
      assertThat(ended).containsExactly("/ 499");
    }
  }

  @Test
  void what_timed_out_is_in_flight_until_its_work_ends_and_work_in_vain_is_not_begun()
      throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<String> last = new CompletableFuture<>();
    try (HttpFront front =
        serve(
            HASTY,
            exchange -> {
              Loop loop = exchange.loop();
              for (int i = 0; i < 2; i++) { // as many as there are threads
                loop.aside(exchange, () -> end.await(20, SECONDS), done -> {}, exchange::fail);
              }
              loop.aside(exchange, () -> "begun", last::complete, exchange::fail);
            })) {
      assertThat(ask(front)).startsWith("HTTP/1.1 504").contains("TIMED_OUT");
      assertThat(gauges.inFlight()).isOne();
      end.countDown();
      assertThat(last.get(20, SECONDS)).isNull();
      awaitNothingInFlight();
      assertThat(ended).containsExactly("/ 504");
    }
  }

  @Test
  void an_answer_is_counted_until_its_client_has_it() throws Exception {
    Reply reply = Reply.of(200, "text/plain", Buffer.buffer("here"));
    try (HttpFront front =
        serve(
            exchange -> {
              exchange.holdAnswer(1_000);
              exchange.answerWritten(4);
              ended.add("holds " + gauges.answerBytes());
              exchange.reply(reply);
            })) {
      assertThat(ask(front)).endsWith("here");
      awaitNothingInFlight();
      assertThat(gauges.answerBytes()).isZero();
      assertThat(ended).containsExactly("holds 4", "/ 200");
    }
  }

  @Test
  void what_must_not_be_done_twice_may_take_as_long_as_it_takes() throws Exception {
    Reply reply = Reply.of(200, "text/plain", Buffer.buffer("done"));
    try (HttpFront front =
        serve(
            HASTY,
            exchange -> {
              exchange.untimed();
              exchange
                  .loop()
                  .blocking(
                      exchange,
                      () -> {
                        SECONDS.sleep(2);
                        return reply;
                      });
            })) {
      assertThat(ask(front)).endsWith("done");
    }
  }
}
