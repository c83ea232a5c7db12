package dev.millrace.serving.model;

import dev.millrace.contract.error.MillraceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the alias off the version that was left. Who goes back does not wait long for it. */
final class AliasMove {
  private static final Logger LOG = LoggerFactory.getLogger(AliasMove.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String AGAIN = " Roll back once more to try it again.";

  private final RegistrySource registry;
  private final String left;

  /**
   * A move to be.
   *
   * @param left the version that is to lose the alias
   */
  AliasMove(RegistrySource registry, String left) {
    this.registry = registry;
    this.left = left;
  }

  /**
   * Blocks for the registry, but not longer than three seconds.
   *
   * @param event of this server, which has gone back already
   */
  RollbackResult after(SwapEvent event) {
    CompletableFuture<String> move =
        CompletableFuture.supplyAsync(() -> registry.moveBack(left), AliasMove::start);
    try {
      String now = move.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      return new RollbackResult(event, now.equals(event.version()), isOn(now));
    } catch (ExecutionException e) {
      String note = staysBecause(e);
      LOG.warn(note);
      return new RollbackResult(event, false, note + AGAIN);
    } catch (TimeoutException e) {
      return later(event, move);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return later(event, move);
    }
  }

  private RollbackResult later(SwapEvent event, CompletableFuture<String> move) {
    String note =
        "The alias %s may still be on version %s: the registry has not answered for %d s."
            .formatted(registry.alias(), left, PATIENCE.toSeconds());
    LOG.warn(note);
    move.thenAccept(now -> LOG.info(isOn(now)))
        .exceptionally(
            fault -> {
              LOG.warn(staysBecause(fault));
              return null;
            });
    return new RollbackResult(event, false, note + AGAIN);
  }

  private String isOn(String version) {
    return "The alias %s is on version %s now.".formatted(registry.alias(), version);
  }

  private String staysBecause(Throwable fault) {
    String reason =
        fault.getCause() instanceof MillraceException known
            ? Reasons.of(known, null)
            : String.valueOf(fault);
    return "The alias %s stays on version %s: %s".formatted(registry.alias(), left, reason);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "millrace-alias");
    thread.setDaemon(true);
    thread.start();
  }
}
