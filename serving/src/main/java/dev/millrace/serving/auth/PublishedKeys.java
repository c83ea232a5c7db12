package dev.millrace.serving.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that an issuer publishes. A thread of its own fetches them at the start, every few
 * minutes, and soon after a token named a key that is not among them; while the address does not
 * answer the keys there were stay. Thread-safe.
 */
final class PublishedKeys implements IssuerKeys {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MOST_BYTES = 256 * 1024;

  private final URI url;
  private final Timing timing;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread;
  private final DefaultResourceRetriever retriever =
      new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES);
  private final AtomicLong asked = new AtomicLong();
  private volatile @Nullable JWKSet keys;

  /**
   * When to fetch.
   *
   * @param every while all is well
   * @param retry while the address does not answer
   * @param pause between two fetches because of unknown keys, which callers may make up
   */
  record Timing(Duration every, Duration retry, Duration pause) {
    static final Timing USUAL =
        new Timing(Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  private PublishedKeys(URI url, Timing timing, LongSupplier nanoTime) {
    this.url = url;
    this.timing = timing;
    this.nanoTime = nanoTime;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread fetcher = new Thread(task, "millrace-issuer-keys");
              fetcher.setDaemon(true);
              return fetcher;
            });
  }

  static PublishedKeys fetch(URI url) {
    return fetch(url, Timing.USUAL, System::nanoTime);
  }

  /**
   * The same, by another clock.
   *
   * @param nanoTime a monotonic clock, for the pause
   */
  static PublishedKeys fetch(URI url, Timing timing, LongSupplier nanoTime) {
    PublishedKeys keys = new PublishedKeys(url, timing, nanoTime);
    keys.asked.set(nanoTime.getAsLong());
    keys.thread.execute(keys::fetchAndComeAgain);
    return keys;
  }

  @Override
  public JWSKeySelector<SecurityContext> selector() {
    return new JWSVerificationKeySelector<>(ALGORITHMS, (selector, context) -> matching(selector));
  }

  @Override
  public boolean mayHave(JWSHeader header) {
    JWKSet present = keys;
    if (present == null) {
      return false;
    }
    JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
    return matcher == null // an algorithm that signs nothing: refused with a better reason later
        || !new JWKSelector(matcher).select(present).isEmpty()
        || !askAgain();
  }

  /** Asks for a fetch because of a key that is not there; whether one was due. */
  private boolean askAgain() {
    long last = asked.get();
    long now = nanoTime.getAsLong();
    if (now - last < timing.pause.toNanos() || !asked.compareAndSet(last, now)) {
      return false;
    }
    thread.execute(this::fetchOnce);
    return true;
  }

  private List<com.nimbusds.jose.jwk.JWK> matching(JWKSelector selector) {
    JWKSet present = keys;
    return present == null ? List.of() : selector.select(present);
  }

  private void fetchAndComeAgain() {
    Duration wait = fetchOnce() ? timing.every : timing.retry;
    if (!thread.isShutdown()) {
      var unused = thread.schedule(this::fetchAndComeAgain, wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean fetchOnce() {
    try {
      keys = JWKSet.parse(retriever.retrieveResource(url.toURL()).getContent());
      return true;
    } catch (IOException | ParseException | RuntimeException e) { // or it would not come again
      LOG.warn(
          "The keys of the tokens' issuer could not be fetched from {}: {}. {}.",
          url,
          e.getMessage(),
          keys == null ? "Tokens wait for them" : "Those from before stay");
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
