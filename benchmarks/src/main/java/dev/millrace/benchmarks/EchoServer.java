package dev.millrace.benchmarks;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;

/**
 * The least that a Vert.x server can do with a row of JSON: parse the body into a {@code
 * JsonObject} and send it back. What a server that also checks and scores is measured by.
 */
public final class EchoServer extends AbstractVerticle {
  private final int port;

  private EchoServer(int port) {
    this.port = port;
  }

  /** Serves on one event loop; takes the port. */
  public static void main(String[] arguments) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    vertx
        .deployVerticle(new EchoServer(Integer.parseInt(arguments[0])), new DeploymentOptions())
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    System.out.println(vertx.isNativeTransportEnabled() ? "epoll" : "nio");
  }

  @Override
  public void start(Promise<Void> started) {
    vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true).setTcpQuickAck(true))
        .requestHandler(
            request ->
                request.bodyHandler(
                    body ->
                        request
                            .response()
                            .putHeader("Content-Type", "application/json")
                            .end(body.toJsonObject().toBuffer())))
        .listen(port, "127.0.0.1")
        .<Void>mapEmpty()
        .onComplete(started);
  }
}
