package dev.millrace.serving.server;

import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.config.Tls;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/** How Vert.x listens: HTTP/1.1, in the clear or over TLS. */
final class HttpOptions {
  private static final int MAX_HEAD = 16 * 1024;
  private static final int BACKLOG = 1024;

  private HttpOptions() {}

  static HttpServerOptions of(ServeConfig config) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setTcpNoDelay(true)
            .setTcpQuickAck(true)
            .setMaxInitialLineLength(MAX_HEAD / 2)
            .setMaxHeaderSize(MAX_HEAD)
            .setHttp2ClearTextEnabled(false)
            .setPerFrameWebSocketCompressionSupported(false) // else each request is searched for it
            .setPerMessageWebSocketCompressionSupported(false)
            .setAcceptBacklog(BACKLOG);
    Tls tls = config.tls();
    return tls == null ? options : secured(options, tls);
  }

  private static HttpServerOptions secured(HttpServerOptions options, Tls tls) {
    options
        .setSsl(true)
        .setUseAlpn(false)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(tls.certificate().toString())
                .setKeyPath(tls.key().toString()));
    if (tls.clientAuthority() != null) {
      options
          .setClientAuth(ClientAuth.REQUIRED)
          .setTrustOptions(new PemTrustOptions().addCertPath(tls.clientAuthority().toString()));
    }
    return options;
  }
}
