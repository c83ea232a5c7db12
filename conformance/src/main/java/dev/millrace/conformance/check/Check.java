package dev.millrace.conformance.check;

import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Server;
import java.io.IOException;

/**
 * One sentence of a contract that a server keeps or does not.
 *
 * @param name the sentence
 * @param section where the contract says so
 */
public record Check(Protocol protocol, String section, String name, Body body) {
  /** What a check does. */
  @FunctionalInterface
  public interface Body {
    /** Returns where the contract is kept. */
    void run(Server server) throws IOException, Mismatch, NotApplicable;
  }

  /** Asks a server. */
  public Outcome run(Server server) {
    try {
      body.run(server);
      return new Outcome.Passed();
    } catch (Mismatch e) {
      return new Outcome.Failed(e.expected(), e.came());
    } catch (NotApplicable e) {
      return new Outcome.Skipped(e.reason());
    } catch (IOException e) {
      return new Outcome.Failed("an answer", e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
