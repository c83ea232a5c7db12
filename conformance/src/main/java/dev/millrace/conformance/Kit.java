package dev.millrace.conformance;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Result;
import dev.millrace.conformance.server.Discovery;
import dev.millrace.conformance.server.Server;
import dev.millrace.conformance.suite.Suites;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Asks a server whether it keeps the contracts. */
public final class Kit {
  private Kit() {}

  /**
   * Runs all checks of the protocols that were chosen, one after the other.
   *
   * @param base where the server is, for example {@code http://localhost:8080}
   * @throws IOException where it cannot be reached
   */
  public static Report run(URI base, Options options) throws IOException {
    return run(base, options, Suites.of(options.protocols()));
  }

  static Report run(URI base, Options options, List<Check> checks) throws IOException {
    Server server = new Server(base, options.apiKey(), options.timeout());
    new Discovery(server).run(options.model(), options.example());
    List<Result> results = new ArrayList<>();
    for (Check check : checks) {
      results.add(new Result(check, check.run(server)));
    }
    return new Report(base, results);
  }
}
