package dev.millrace.conformance.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A value within an answer of JSON; says what should have been there.
 *
 * @param path {@code outputs[0].shape}; empty for the whole body
 * @param node a missing node where there is nothing
 */
public record Place(Answer answer, String path, JsonNode node) {
  /** A member, which may be missing. */
  public Place at(String name) {
    return new Place(answer, path.isEmpty() ? name : path + "." + name, node.path(name));
  }

  /** An element, which may be missing. */
  public Place at(int index) {
    return new Place(answer, path + "[" + index + "]", node.path(index));
  }

  /** Whether there is anything, be it null. */
  public boolean exists() {
    return !node.isMissingNode();
  }

  /** A text that is not empty. */
  public String text() throws Mismatch {
    demand("a text", n -> n.isTextual() && !n.asText().isEmpty());
    return node.asText();
  }

  public double number() throws Mismatch {
    demand("a number", JsonNode::isNumber);
    return node.asDouble();
  }

  /** A number in [0, 1]. */
  public double probability() throws Mismatch {
    demand("a number from 0 to 1", n -> n.isNumber() && n.asDouble() >= 0 && n.asDouble() <= 1);
    return node.asDouble();
  }

  public boolean bool() throws Mismatch {
    demand("true or false", JsonNode::isBoolean);
    return node.asBoolean();
  }

  public Place object() throws Mismatch {
    return demand("an object", JsonNode::isObject);
  }

  /** The elements of a list. */
  public List<Place> list() throws Mismatch {
    demand("a list", JsonNode::isArray);
    List<Place> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(at(i));
    }
    return elements;
  }

  /** The elements of a list of some length. */
  public List<Place> list(int length) throws Mismatch {
    demand("a list of " + length, n -> n.isArray() && n.size() == length);
    return list();
  }

  /** Demands a text. */
  public Place is(String expected) throws Mismatch {
    return demand("\"" + expected + "\"", n -> n.isTextual() && n.asText().equals(expected));
  }

  /** Demands a number that is the same up to the precision of 32 bits. */
  public Place isNear(double expected) throws Mismatch {
    return demand(
        expected + " within 0.00001",
        n -> n.isNumber() && Math.abs(n.asDouble() - expected) <= 1e-5);
  }

  /** Demands that there is nothing, not even null. */
  public Place isAbsent() throws Mismatch {
    return demand("nothing", JsonNode::isMissingNode);
  }

  /** Demands something of the value. */
  public Place demand(String expected, Predicate<JsonNode> holds) throws Mismatch {
    if (!holds.test(node)) {
      throw mismatch(expected);
    }
    return this;
  }

  /** What is here is not what was expected. */
  public Mismatch mismatch(String expected) {
    String where = path.isEmpty() ? "" : " at " + path;
    return answer.mismatch(expected + where);
  }
}
