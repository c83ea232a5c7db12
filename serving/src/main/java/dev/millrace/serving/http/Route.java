package dev.millrace.serving.http;

import io.vertx.core.http.HttpMethod;

/**
 * One thing that can be asked.
 *
 * @param method GET stands for HEAD, too
 * @param path literal, or with variables in braces that take one segment each: {@code
 *     /v2/models/{model}/infer}
 * @param rows whether fewer rows in a request to it are answered sooner
 * @param guard who may
 * @param errors the form of refusals
 * @param action what it does
 */
public record Route(
    HttpMethod method, String path, boolean rows, Guard guard, ErrorForm errors, Action action) {

  /** Whether a request to it may have a body. */
  boolean takesBody() {
    return method.equals(HttpMethod.POST);
  }
}
