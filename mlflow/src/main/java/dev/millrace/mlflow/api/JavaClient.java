package dev.millrace.mlflow.api;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.mlflow.tracking.creds.MlflowHostCredsProvider;
import org.mlflow_project.apachehttp.Header;
import org.mlflow_project.apachehttp.HttpResponse;
import org.mlflow_project.apachehttp.client.config.RequestConfig;
import org.mlflow_project.apachehttp.impl.client.CloseableHttpClient;
import org.mlflow_project.apachehttp.impl.client.HttpClientBuilder;
import org.mlflow_project.apachehttp.protocol.HttpContext;

/**
 * MLflow's own Java client, made fit for exactly-once delivery. By itself it has no time-outs,
 * trusts no authority but Java's, sends a call that failed again at once, three times, creates
 * included, and hides how long a busy server wants to be left alone. All of that is decided by the
 * HTTP client and the caller inside of it, which its newest release lets nobody set: they are put
 * in place by reflection, here and nowhere else.
 */
final class JavaClient implements AutoCloseable {
  private static final int NO_WAITING_FOR_LIMITS = 0;
  private static final int ONE_TRY = 1;

  /** The header of the last answer to this thread. */
  private static final ThreadLocal<@Nullable String> RETRY_AFTER = new ThreadLocal<>();

  private final MlflowClient client;
  private final CloseableHttpClient http;

  JavaClient(ServerConfig server, SSLContext tls) {
    this.http =
        HttpClientBuilder.create()
            .setSSLContext(tls)
            .setDefaultRequestConfig(timeouts(server))
            .setMaxConnPerRoute(8)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .addInterceptorLast((HttpResponse response, HttpContext context) -> look(response))
            .build();
    BasicMlflowHostCreds credentials = credentials(server);
    this.client = new MlflowClient((MlflowHostCredsProvider) credentials);
    putInPlace(client, caller(credentials, http));
  }

  MlflowClient client() {
    return client;
  }

  /** What the last answer to this thread said of when to come again, in its own words. */
  static Optional<String> retryAfter() {
    return Optional.ofNullable(RETRY_AFTER.get());
  }

  private static void look(HttpResponse response) throws IOException {
    Header header = response.getFirstHeader("Retry-After");
    RETRY_AFTER.set(header == null ? null : header.getValue());
    int status = response.getStatusLine().getStatusCode();
    if (status >= 300 && status < 400) {
      Header location = response.getFirstHeader("Location");
      throw new RedirectedException(location == null ? "" : location.getValue());
    }
  }

  private static RequestConfig timeouts(ServerConfig server) {
    return RequestConfig.custom()
        .setConnectTimeout(millis(server.connect()))
        .setConnectionRequestTimeout(millis(server.answer()))
        .setSocketTimeout(millis(server.answer()))
        .build();
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  private static BasicMlflowHostCreds credentials(ServerConfig server) {
    Credentials credentials = server.credentials();
    if (credentials instanceof Credentials.Basic basic) {
      return new BasicMlflowHostCreds(server.uri(), basic.user(), basic.password());
    }
    if (credentials instanceof Credentials.Token token) {
      return new BasicMlflowHostCreds(server.uri(), token.token());
    }
    return new BasicMlflowHostCreds(server.uri());
  }

  private static Object caller(MlflowHostCredsProvider credentials, CloseableHttpClient http) {
    try {
      Constructor<?> constructor =
          Class.forName("org.mlflow.tracking.MlflowHttpCaller")
              .getDeclaredConstructor(
                  MlflowHostCredsProvider.class,
                  int.class,
                  int.class,
                  int.class,
                  CloseableHttpClient.class);
      constructor.setAccessible(true);
      return constructor.newInstance(credentials, NO_WAITING_FOR_LIMITS, 0, ONE_TRY, http);
    } catch (ReflectiveOperationException e) {
      throw otherRelease(e);
    }
  }

  private static void putInPlace(MlflowClient client, Object caller) {
    try {
      Field field = MlflowClient.class.getDeclaredField("httpCaller");
      field.setAccessible(true);
      field.set(client, caller);
    } catch (ReflectiveOperationException e) {
      throw otherRelease(e);
    }
  }

  private static IllegalStateException otherRelease(ReflectiveOperationException e) {
    return new IllegalStateException("this works with mlflow-client 2.17.2 alone", e);
  }

  /** Gives up calls under way too. */
  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing connections does not fail", e);
    }
  }

  /** The server wants to be asked elsewhere. */
  static final class RedirectedException extends IOException {
    private static final long serialVersionUID = 1L;

    RedirectedException(String to) {
      super("it sends us to " + to + ", which is then the address to use");
    }
  }
}
