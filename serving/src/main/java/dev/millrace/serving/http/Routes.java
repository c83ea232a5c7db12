package dev.millrace.serving.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All routes. Literal paths are found by one look into a map, unless they come percent-encoded.
 * Immutable and thread-safe.
 */
public final class Routes {
  private final List<Route> routes;
  private final Map<HttpMethod, Map<String, Found>> literal = new HashMap<>();
  private final List<Pattern> patterns = new ArrayList<>();

  /**
   * A route and what its path's variables are.
   *
   * @param variables by their order in the path
   */
  record Found(Route route, List<String> variables) {}

  private record Pattern(Route route, String[] segments) {}

  /** Of distinct methods and paths. */
  public Routes(List<Route> routes) {
    this.routes = List.copyOf(routes);
    for (Route route : routes) {
      Pattern pattern = new Pattern(route, segments(route.path()));
      if (route.path().indexOf('{') < 0) {
        learn(route.method(), route.path(), new Found(route, List.of()));
        patterns.add(0, pattern); // before those that it fits, too
      } else {
        patterns.add(pattern);
      }
    }
  }

  /** The same routes, with a path of variables spelled out so that it is found at once. */
  public Routes knowing(List<String> paths) {
    Routes known = new Routes(routes);
    for (String path : paths) {
      for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
        Found found = find(method, path);
        if (found != null) {
          known.learn(method, path, found);
        }
      }
    }
    return known;
  }

  /** The route of a request; null where there is none. */
  @Nullable Found find(HttpMethod asked, String path) {
    HttpMethod method = asked.equals(HttpMethod.HEAD) ? HttpMethod.GET : asked;
    Map<String, Found> ofMethod = literal.get(method);
    Found found = ofMethod == null ? null : ofMethod.get(path);
    return found != null ? found : match(method, path);
  }

  /** The methods that a path takes, in alphabetical order; empty where there is no such path. */
  List<String> methodsOf(String path) {
    TreeSet<String> methods = new TreeSet<>();
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
      if (find(method, path) != null) {
        methods.add(method.name());
      }
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return List.copyOf(methods);
  }

  private void learn(HttpMethod method, String path, Found found) {
    literal.computeIfAbsent(method, any -> new HashMap<>()).put(path, found);
  }

  private @Nullable Found match(HttpMethod method, String path) {
    String[] given = segments(path);
    for (Pattern pattern : patterns) {
      if (pattern.route.method().equals(method)) {
        List<String> variables = variables(pattern.segments, given);
        if (variables != null) {
          return new Found(pattern.route, variables);
        }
      }
    }
    return null;
  }

  private static @Nullable List<String> variables(String[] wanted, String[] given) {
    if (wanted.length != given.length) {
      return null;
    }
    List<String> variables = new ArrayList<>(2);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        variables.add(given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return null;
      }
    }
    return variables;
  }

  private static String[] segments(String path) {
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      segments[i] = decoded(segments[i]);
    }
    return segments;
  }

  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"));
    } catch (IllegalArgumentException e) {
      return segment; // a broken escape names nothing that there is
    }
  }
}
