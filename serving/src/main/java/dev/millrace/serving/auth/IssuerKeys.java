package dev.millrace.serving.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import dev.millrace.serving.config.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import javax.crypto.spec.SecretKeySpec;

/** What the signatures of tokens are checked with; decides which algorithms are taken. */
interface IssuerKeys extends AutoCloseable {

  JWSKeySelector<SecurityContext> selector();

  /** False where the key is not there but may be soon, so that the caller should come again. */
  boolean mayHave(JWSHeader header);

  @Override
  void close();

  static IssuerKeys of(Jwt.Keys keys) {
    if (keys instanceof Jwt.Shared shared) {
      byte[] secret = shared.secret().value().getBytes(StandardCharsets.UTF_8);
      return new Single(JWSAlgorithm.HS256, new SecretKeySpec(secret, "HmacSHA256"));
    }
    if (keys instanceof Jwt.PublicKey file) {
      Key key = Pem.publicKey(file.file());
      return new Single(
          key.getAlgorithm().equals("EC") ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256, key);
    }
    return PublishedKeys.fetch(((Jwt.Jwks) keys).url());
  }

  /** One key for one algorithm. */
  record Single(JWSAlgorithm algorithm, Key key) implements IssuerKeys {
    @Override
    public JWSKeySelector<SecurityContext> selector() {
      return new SingleKeyJWSKeySelector<>(algorithm, key);
    }

    @Override
    public boolean mayHave(JWSHeader header) {
      return true;
    }

    @Override
    public void close() {}
  }
}
