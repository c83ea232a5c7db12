package dev.millrace.serving.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.serving.Await;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile int status = 200;
  private volatile String published = "";
  private HttpServer issuer;

  @BeforeEach
  void publish() throws Exception {
    published = keySet("a");
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          byte[] body = published.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  @Test
  void keys_come_soon_after_the_start_and_stay_when_the_address_is_down() throws Exception {
    try (PublishedKeys keys = fetch(new PublishedKeys.Timing(SHORT, SHORT, LONG))) {
      Await.until(() -> selected(keys, "a") == 1);

      status = 500;
      int before = fetches.get();
      Await.until(() -> fetches.get() > before + 2);
      assertThat(selected(keys, "a")).isEqualTo(1);
    }
  }

  @Test
  void a_start_without_the_issuer_asks_callers_to_come_again() throws Exception {
    status = 503;
    try (PublishedKeys keys = fetch(new PublishedKeys.Timing(LONG, SHORT, LONG))) {
      assertThat(keys.mayHave(header("a"))).isFalse();
      status = 200;
      Await.until(() -> keys.mayHave(header("a")));
    }
  }

  @Test
  void a_new_key_is_fetched_when_a_token_names_it_but_not_for_each_made_up_one() throws Exception {
    try (PublishedKeys keys = fetch(new PublishedKeys.Timing(LONG, LONG, PAUSE))) {
      Await.until(() -> selected(keys, "a") == 1);
      published = keySet("b");

      assertThat(keys.mayHave(header("b"))).as("so soon after the start").isTrue();
      nanos.addAndGet(PAUSE.toNanos());
      assertThat(keys.mayHave(header("b"))).isFalse();
      Await.until(() -> selected(keys, "b") == 1);
      assertThat(selected(keys, "a")).isZero();
      for (int i = 0; i < 100; i++) {
        assertThat(keys.mayHave(header("made-up-" + i))).isTrue();
      }
      assertThat(fetches).hasValue(2);
    }
  }

  @Test
  void what_is_no_set_of_keys_does_not_end_the_fetching() throws Exception {
    String good = published;
    for (String nonsense :
        List.of(
            "[]",
            "{\"keys\":[null]}",
            "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"AAAA\"}]}",
            "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}]}")) {
      published = nonsense;
      int before = fetches.get();
      try (PublishedKeys keys = fetch(new PublishedKeys.Timing(SHORT, SHORT, LONG))) {
        Await.until(() -> fetches.get() > before + 1);
        published = good;
        Await.until(() -> selected(keys, "a") == 1);
      }
    }
  }

  private PublishedKeys fetch(PublishedKeys.Timing timing) {
    return PublishedKeys.fetch(
        URI.create("http://127.0.0.1:%d/keys".formatted(issuer.getAddress().getPort())),
        timing,
        nanos::get);
  }

  private static int selected(PublishedKeys keys, String id) {
    try {
      List<? extends Key> selected = keys.selector().selectJWSKeys(header(id), null);
      return selected.size();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static JWSHeader header(String id) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
  }

  private static String keySet(String id) throws GeneralSecurityException {
    JWK key =
        new RSAKey.Builder((RSAPublicKey) TestPem.keys("RSA", 2048).getPublic()).keyID(id).build();
    return new JWKSet(key).toString();
  }
}
