package dev.millrace.scoring;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Networks with given weights, written as the few fields of ONNX's protocol buffers they need. */
final class TinyNetwork {
  private final List<byte[]> nodes = new ArrayList<>();
  private final List<byte[]> tensors = new ArrayList<>();
  private final int width;
  private String value = OnnxModel.INPUT;

  private TinyNetwork(int width) {
    this.width = width;
  }

  /** {@code sigmoid(weights · features + bias)}. */
  static OnnxModel logistic(float bias, float... weights) {
    TinyNetwork network = new TinyNetwork(weights.length);
    network.dense(weights, new float[] {bias}, "Sigmoid", OnnxModel.OUTPUT);
    return OnnxModel.load(network.toBytes());
  }

  /**
   * A layer of rectified units and a logistic one.
   *
   * @param hidden {@code [width, units]}, row-major
   */
  static OnnxModel deep(int width, float[] hidden, float[] out) {
    TinyNetwork network = new TinyNetwork(width);
    network.dense(hidden, new float[out.length], "Relu", "hidden");
    network.dense(out, new float[1], "Sigmoid", OnnxModel.OUTPUT);
    return OnnxModel.load(network.toBytes());
  }

  private void dense(float[] weights, float[] bias, String activation, String out) {
    String name = "layer" + tensors.size();
    tensors.add(tensor(name + ".w", weights, weights.length / bias.length, bias.length));
    tensors.add(tensor(name + ".b", bias, bias.length));
    nodes.add(node("Gemm", name, value, name + ".w", name + ".b"));
    nodes.add(node(activation, out, name));
    value = out;
  }

  private byte[] toBytes() {
    Message graph = new Message();
    nodes.forEach(node -> graph.bytes(1, node));
    graph.text(2, "tiny");
    tensors.forEach(tensor -> graph.bytes(5, tensor));
    graph.bytes(11, port(OnnxModel.INPUT, width)).bytes(12, port(OnnxModel.OUTPUT, 1));
    byte[] opset = new Message().number(2, 17).done();
    return new Message().number(1, 8).bytes(7, graph.done()).bytes(8, opset).done();
  }

  private static byte[] node(String operator, String out, String... in) {
    Message node = new Message();
    for (String name : in) {
      node.text(1, name);
    }
    return node.text(2, out).text(4, operator).done();
  }

  private static byte[] tensor(String name, float[] values, int... shape) {
    Message tensor = new Message();
    for (int size : shape) {
      tensor.number(1, size);
    }
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor.number(2, 1).text(8, name).bytes(9, raw.array()).done();
  }

  private static byte[] port(String name, int columns) {
    byte[] batch = new Message().text(2, "batch").done();
    byte[] fixed = new Message().number(1, columns).done();
    byte[] shape = new Message().bytes(1, batch).bytes(1, fixed).done();
    byte[] type = new Message().number(1, 1).bytes(2, shape).done();
    return new Message().text(1, name).bytes(2, new Message().bytes(1, type).done()).done();
  }

  /** A message of protocol buffers: numbers as varints, everything else by length. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String text) {
      return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message bytes(int field, byte[] bytes) {
      varint(((long) field << 3) | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    byte[] done() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while (rest > 0x7f) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
