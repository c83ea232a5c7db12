package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.Place;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.Map;

/**
 * An answer without what changes from one to the next, such as ids: two answers to one request are
 * compared, and only where they are the same must a third be so.
 */
final class Steady {
  private final String member;
  private final JsonNode once;
  private final JsonNode again;

  private Steady(String member, JsonNode once, JsonNode again) {
    this.member = member;
    this.once = once;
    this.again = again;
  }

  /** Sends a request twice and keeps one member of the answers. */
  static Steady of(Server server, Call call, String member) throws IOException, Mismatch {
    JsonNode once = server.send(call).status(200).json().at(member).node();
    return new Steady(member, once, server.send(call).status(200).json().at(member).node());
  }

  /** Demands that another request is answered with the same. */
  void demandSame(Answer answer) throws Mismatch {
    Place place = answer.status(200).json().at(member);
    place.demand(once.toString(), node -> same(once, again, node));
  }

  /** Whether an element is the same in both. */
  boolean holds(int element) {
    return once.path(element).equals(again.path(element));
  }

  /** The first of the two. */
  JsonNode node() {
    return once;
  }

  private static boolean same(JsonNode one, JsonNode other, JsonNode came) {
    if (one.equals(other)) {
      return came.equals(one);
    }
    if (one.size() != came.size() || one.isContainerNode() != came.isContainerNode()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> member : one.properties()) {
      String name = member.getKey();
      if (!same(member.getValue(), other.path(name), came.path(name))) {
        return false;
      }
    }
    for (int i = 0; one.isArray() && i < one.size(); i++) {
      if (!same(one.path(i), other.path(i), came.path(i))) {
        return false;
      }
    }
    return true;
  }
}
