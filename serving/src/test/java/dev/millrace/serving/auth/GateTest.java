package dev.millrace.serving.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.support.Hashes;
import dev.millrace.serving.config.ApiKey;
import dev.millrace.serving.config.Auth;
import dev.millrace.serving.config.Rate;
import dev.millrace.serving.config.Role;
import dev.millrace.serving.request.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final String SHOP = "the-key-of-the-shop";
  private static final String DESK = "the-key-of-the-desk";
  private static final String HERE = "192.0.2.7";

  private final MovingClock clock = new MovingClock(Instant.parse("2026-05-01T12:00:00Z"));

  @Test
  void everybody_may_do_everything_where_nobody_is_configured() throws Refusal {
    Gate gate = gate(new Auth(List.of(), null, null));

    assertThat(gate.check(null, null, HERE, Role.OPERATE).name()).isEmpty();
  }

  @Test
  void a_key_is_taken_from_either_header() throws Refusal {
    Gate gate = gate(keys(null));

    assertThat(gate.check("Bearer " + SHOP, null, HERE, Role.PREDICT).name()).isEqualTo("shop");
    assertThat(gate.check("bearer  " + SHOP + " ", null, HERE, Role.PREDICT).name())
        .isEqualTo("shop");
    assertThat(gate.check(null, DESK, HERE, Role.PREDICT).name()).isEqualTo("desk");
    assertThat(gate.check(null, DESK, HERE, Role.OPERATE).name()).isEqualTo("desk");
  }

  @Test
  void without_a_key_or_with_another_one_is_401() {
    Gate gate = gate(keys(null));

    for (String authorization : new String[] {null, "Basic abc", "Bearer", "Bearer nope", ""}) {
      Refusal refusal = refusal(gate, authorization, null, Role.PREDICT);
      assertThat(refusal.status()).as(authorization).isEqualTo(401);
      assertThat(refusal.hint()).contains("Authorization: Bearer KEY");
    }
    assertThat(refusal(gate, null, SHOP + "x", Role.PREDICT).message())
        .isEqualTo("The key is not known.");
  }

  @Test
  void a_role_that_is_not_there_is_403() {
    Refusal refusal = refusal(gate(keys(null)), null, SHOP, Role.OPERATE);

    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.message()).isEqualTo("'shop' has not the role 'operate'.");
  }

  @Test
  void a_key_may_ask_a_seconds_worth_at_once_and_then_as_often_as_its_rate_says() throws Refusal {
    Gate gate = gate(keys(new Rate(4)));
    for (int i = 0; i < 4; i++) {
      gate.check(null, SHOP, HERE, Role.PREDICT);
    }

    Refusal refusal = refusal(gate, null, SHOP, Role.PREDICT);
    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.message()).isEqualTo("Too many requests: 'shop' may ask 4/s.");
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(250));

    gate.check(null, DESK, HERE, Role.PREDICT);
    clock.advance(Duration.ofMillis(250));
    gate.check(null, SHOP, HERE, Role.PREDICT);
    assertThat(refusal(gate, null, SHOP, Role.PREDICT).status()).isEqualTo(429);
  }

  @Test
  void addresses_that_nobody_knows_are_limited_each_for_itself() throws Refusal {
    Gate gate = gate(new Auth(List.of(), null, new Rate(1)));
    gate.check(null, null, HERE, Role.PREDICT);

    Refusal refusal = refusal(gate, null, null, Role.PREDICT);
    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.message()).isEqualTo("Too many requests: your address may ask 1/s.");
    gate.check(null, null, "192.0.2.8", Role.PREDICT);
  }

  @Test
  void whoever_tries_keys_is_held_off_and_whoever_has_one_at_that_address_is_not() throws Refusal {
    Gate gate = gate(new Auth(keys(null).keys(), null, new Rate(2)));

    assertThat(refusal(gate, null, "guess 1", Role.PREDICT).status()).isEqualTo(401);
    assertThat(refusal(gate, null, "guess 2", Role.PREDICT).status()).isEqualTo(401);
    assertThat(refusal(gate, null, "guess 3", Role.PREDICT).status()).isEqualTo(429);
    gate.check(null, SHOP, HERE, Role.PREDICT);
  }

  @Test
  void nothing_printed_shows_a_key() {
    assertThat(Digest.of(SHOP)).hasToString("***");
  }

  private Gate gate(Auth auth) {
    return Gate.of(auth, clock, clock::nanos);
  }

  private static Auth keys(@Nullable Rate shopRate) {
    return new Auth(
        List.of(
            new ApiKey("shop", Hashes.sha256(SHOP), Role.PREDICT, shopRate),
            new ApiKey("desk", Hashes.sha256(DESK), Role.OPERATE, null)),
        null,
        null);
  }

  private static Refusal refusal(
      Gate gate, @Nullable String authorization, @Nullable String apiKey, Role needed) {
    return catchThrowableOfType(
        Refusal.class, () -> gate.check(authorization, apiKey, HERE, needed));
  }
}
