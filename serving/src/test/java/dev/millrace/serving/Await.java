package dev.millrace.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread does, without believing how long that takes. */
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 10;

  private Await() {}

  /** Blocks until the condition holds; fails after half a minute. */
  public static void until(BooleanSupplier condition) throws InterruptedException {
    until(condition, () -> "it does not come");
  }

  /** The same; a failure says what is there instead. */
  public static void until(BooleanSupplier condition, Supplier<String> instead)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - begun).as(instead).isLessThan(PATIENCE.toNanos());
      Thread.sleep(POLL_MILLIS);
    }
  }
}
