package dev.millrace.serving.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files of HTTPS.
 *
 * @param certificate the server's certificate, then those that lead to the authority
 * @param key the private key of that certificate, without a password
 * @param clientAuthority whose certificates clients must show; null where they need none
 */
public record Tls(Path certificate, Path key, @Nullable Path clientAuthority) {}
