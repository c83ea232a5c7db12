/**
 * Who may do what: {@link dev.millrace.serving.auth.Gate} tells by API keys and tokens, and limits
 * how often; {@link dev.millrace.serving.auth.TlsFiles} checks the files of HTTPS.
 */
@NullMarked
package dev.millrace.serving.auth;

import org.jspecify.annotations.NullMarked;
