package dev.millrace.scoring;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations of an ONNX file in their order, and its constants of type float, by name, in
 * row-major order.
 *
 * @param nodes in an order in which they can be run
 */
record OnnxGraph(List<Node> nodes, Map<String, float[]> constants) {
  private static final int FLOAT = 1;

  /**
   * An operation.
   *
   * @param usual whether it has no attributes, so that all of them have their defaults
   */
  record Node(String type, List<String> inputs, List<String> outputs, boolean usual) {}

  /** Reads a file; what is no such file ends in a runtime exception. */
  static OnnxGraph read(byte[] onnx) {
    List<Node> nodes = new ArrayList<>();
    Map<String, float[]> constants = new HashMap<>();
    ProtoReader model = new ProtoReader(ByteBuffer.wrap(onnx));
    while (model.next()) {
      if (model.field() == 7) {
        readGraph(model.message(), nodes, constants);
      }
    }
    return new OnnxGraph(nodes, constants);
  }

  private static void readGraph(
      ProtoReader graph, List<Node> nodes, Map<String, float[]> constants) {
    while (graph.next()) {
      if (graph.field() == 1) {
        nodes.add(node(graph.message()));
      } else if (graph.field() == 5) {
        addConstant(graph.message(), constants);
      }
    }
  }

  private static Node node(ProtoReader node) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    String type = "";
    boolean usual = true;
    while (node.next()) {
      switch (node.field()) {
        case 1 -> inputs.add(node.text());
        case 2 -> outputs.add(node.text());
        case 4 -> type = node.text();
        case 5, 7 -> usual = false; // attributes, and the domain of an operation that is not ONNX's
        default -> {}
      }
    }
    return new Node(type, inputs, outputs, usual);
  }

  private static void addConstant(ProtoReader tensor, Map<String, float[]> constants) {
    String name = "";
    long type = 0;
    FloatBuffer values = FloatBuffer.allocate(0);
    while (tensor.next()) {
      switch (tensor.field()) {
        case 2 -> type = tensor.number();
        case 4, 9 -> values = tensor.bytes().asFloatBuffer(); // packed, or raw: the same bytes
        case 8 -> name = tensor.text();
        default -> {}
      }
    }
    if (type == FLOAT) {
      float[] copy = new float[values.remaining()];
      values.get(copy);
      constants.put(name, copy);
    }
  }
}
