package dev.millrace.mlflow.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How Millrace names itself to a server. None of these prints its secret. */
public sealed interface Credentials {

  /** The value of the header {@code Authorization}. */
  Optional<String> header();

  /** A server that asks for nothing. */
  record None() implements Credentials {
    @Override
    public Optional<String> header() {
      return Optional.empty();
    }
  }

  /** User and password, as MLflow's own authentication asks for them. */
  record Basic(String user, String password) implements Credentials {
    @Override
    public Optional<String> header() {
      byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }

    @Override
    public String toString() {
      return "user " + user;
    }
  }

  /** A token, as gateways and hosted servers ask for it. */
  record Token(String token) implements Credentials {
    @Override
    public Optional<String> header() {
      return Optional.of("Bearer " + token);
    }

    @Override
    public String toString() {
      return "a token";
    }
  }
}
