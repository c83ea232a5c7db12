package dev.millrace.serving.auth;

import static dev.millrace.serving.auth.TestTokens.at;
import static dev.millrace.serving.auth.TestTokens.claims;
import static dev.millrace.serving.auth.TestTokens.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.millrace.serving.config.Auth;
import dev.millrace.serving.config.Jwt;
import dev.millrace.serving.config.Rate;
import dev.millrace.serving.config.Role;
import dev.millrace.serving.config.Secret;
import dev.millrace.serving.request.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  private static final String SECRET = "a-secret-that-both-sides-know-well";
  private static final Jwt.Keys SHARED = new Jwt.Shared(new Secret(SECRET));

  @TempDir Path folder;
  private final MovingClock clock = new MovingClock(TestTokens.NOW);

  @Test
  void a_token_signed_with_the_secret_is_taken_until_it_ends() throws Exception {
    Gate gate = gate(SHARED);
    String token = hs256(claims().build());

    Principal desk = gate.check("Bearer " + token, null, "here", Role.PREDICT);
    assertThat(desk.name()).isEqualTo("desk-7");
    assertThat(gate.check("Bearer " + token, null, "here", Role.PREDICT)).isSameAs(desk);
    assertThat(refusal(gate, token, Role.OPERATE).status()).isEqualTo(403);

    clock.advance(Duration.ofSeconds(600 + 59));
    gate.check("Bearer " + token, null, "here", Role.PREDICT);
    clock.advance(Duration.ofSeconds(2));
    assertThat(refusal(gate, token, Role.PREDICT).message())
        .isEqualTo("The token is not accepted: Expired JWT.");
  }

  @Test
  void what_a_token_claims_must_be_right() throws Exception {
    Gate gate = gate(SHARED);

    for (JWTClaimsSet wrong :
        List.of(
            claims().issuer("https://other.example").build(),
            claims().audience("other").build(),
            claims().expirationTime(at(-61)).build(),
            claims().expirationTime(null).build(),
            claims().notBeforeTime(at(61)).build())) {
      assertThat(refusal(gate, hs256(wrong), Role.PREDICT).status()).as("%s", wrong).isEqualTo(401);
    }
    gate.check("Bearer " + hs256(claims().notBeforeTime(at(59)).build()), null, "", Role.PREDICT);
  }

  @Test
  void roles_are_lists_or_texts_under_a_name_or_down_a_path() {
    assertThat(role("roles", "roles", List.of("operate", "predict"))).isEqualTo(Role.OPERATE);
    assertThat(role("scope", "scope", "openid predict")).isEqualTo(Role.PREDICT);
    assertThat(role("https://a.example/roles", "https://a.example/roles", "operate"))
        .isEqualTo(Role.OPERATE);
    assertThat(role("realm.roles", "realm", Map.of("roles", List.of("predict"))))
        .isEqualTo(Role.PREDICT);
    assertThat(role("realm.roles", "realm", "predict")).isNull();
    assertThat(role("roles", "roles", 7)).isNull();
    assertThat(role("roles", "other", "predict")).isNull();
  }

  @Test
  void a_token_without_a_signature_or_with_another_one_is_refused() throws Exception {
    Gate gate = gate(SHARED);
    String token = hs256(claims().build());

    assertThat(refusal(gate, new PlainJWT(claims().build()).serialize(), Role.PREDICT).status())
        .isEqualTo(401);
    String other =
        signed(
            JWSAlgorithm.HS256,
            "k",
            new MACSigner("another-secret-that-nobody-here-knows"),
            claims().build());
    assertThat(refusal(gate, other, Role.PREDICT).status()).isEqualTo(401);
    String longer =
        signed(JWSAlgorithm.HS512, "k", new MACSigner(SECRET + SECRET), claims().build());
    assertThat(refusal(gate, longer, Role.PREDICT).status()).isEqualTo(401);
    assertThat(refusal(gate, token + "A", Role.PREDICT).status()).isEqualTo(401);
  }

  @Test
  void a_public_key_is_never_taken_for_a_secret() throws Exception {
    KeyPair rsa = TestPem.keys("RSA", 2048);
    Path file = TestPem.write(folder, "rsa.pem", rsa.getPublic());
    Gate gate = gate(new Jwt.PublicKey(file));

    gate.check("Bearer " + rs256(rsa), null, "", Role.PREDICT);
    for (byte[] secret : List.of(Files.readAllBytes(file), rsa.getPublic().getEncoded())) {
      String forged = signed(JWSAlgorithm.HS256, "k", new MACSigner(secret), claims().build());
      assertThat(refusal(gate, forged, Role.PREDICT).status()).isEqualTo(401);
    }
  }

  @Test
  void keys_on_the_curve_p_256_check_es256_and_nothing_else() throws Exception {
    KeyPair ec = TestPem.keys("EC", 256);
    Gate gate = gate(new Jwt.PublicKey(TestPem.write(folder, "ec.pem", ec.getPublic())));
    String token =
        signed(
            JWSAlgorithm.ES256,
            "k",
            new ECDSASigner((ECPrivateKey) ec.getPrivate()),
            claims().build());

    gate.check("Bearer " + token, null, "", Role.PREDICT);
    assertThat(refusal(gate, rs256(TestPem.keys("RSA", 2048)), Role.PREDICT).status())
        .isEqualTo(401);
  }

  @Test
  void one_subject_has_one_rate_however_many_tokens_it_has() throws Exception {
    Gate gate = gate(SHARED, new Rate(1));

    gate.check("Bearer " + hs256(claims().build()), null, "", Role.PREDICT);
    String second = hs256(claims().jwtID("2").build());
    assertThat(refusal(gate, second, Role.PREDICT).status()).isEqualTo(429);
  }

  @Test
  void anything_else_in_place_of_a_token_is_refused_and_nothing_worse() throws Exception {
    Gate gate = gate(SHARED);
    String token = hs256(claims().build());
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder mutated = new StringBuilder(token);
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        int at = random.nextInt(mutated.length() - 1);
        mutated.setCharAt(at, (char) random.nextInt(33, 127));
      }
      if (!mutated.toString().equals(token)) {
        assertThat(refusal(gate, mutated.toString(), Role.PREDICT).status()).isEqualTo(401);
      }
    }
  }

  @Test
  void heads_that_only_an_attacker_would_write_are_refused_too() {
    Gate gate = gate(SHARED);
    for (String head :
        List.of(
            "null",
            "[]",
            "{\"alg\":null}",
            "{\"alg\":5}",
            "{\"alg\":\"HS256\",\"kid\":null,\"crit\":[null]}",
            "{\"alg\":\"HS256\",\"jwk\":{\"kty\":null}}",
            "{\"alg\":\"HS256\",\"x5c\":[null]}",
            "{\"alg\":\"HS256\",\"x5u\":\"::\"}",
            "{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}")) {
      String token = base64(head) + "." + base64("null") + "." + base64("x");
      assertThat(refusal(gate, token, Role.PREDICT).status()).as(head).isEqualTo(401);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static @Nullable Role role(String name, String claim, Object value) {
    return new RolesClaim(name).of(new JWTClaimsSet.Builder().claim(claim, value).build());
  }

  private Gate gate(Jwt.Keys keys) {
    return gate(keys, null);
  }

  private Gate gate(Jwt.Keys keys, @Nullable Rate rate) {
    Jwt jwt = new Jwt(TestTokens.ISSUER, TestTokens.AUDIENCE, keys, "roles", rate);
    return Gate.of(new Auth(List.of(), jwt, null), clock, clock::nanos);
  }

  private static String hs256(JWTClaimsSet claims) throws JOSEException {
    return signed(JWSAlgorithm.HS256, "k", new MACSigner(SECRET), claims);
  }

  private static String rs256(KeyPair pair) throws JOSEException, IOException {
    return signed(JWSAlgorithm.RS256, "k", new RSASSASigner(pair.getPrivate()), claims().build());
  }

  private static Refusal refusal(Gate gate, String token, Role needed) {
    return catchThrowableOfType(
        Refusal.class, () -> gate.check("Bearer " + token, null, "here", needed));
  }
}
