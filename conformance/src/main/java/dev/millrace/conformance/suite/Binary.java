package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.server.NotApplicable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The binary tensor data extension: JSON first, then the tensors' bytes, little end first. */
final class Binary {
  static final String LENGTH = "Inference-Header-Content-Length";
  static final String TYPE = "application/octet-stream";

  private Binary() {}

  /** A request whose inputs are all sent as bytes; the JSON may say more. */
  static Call call(String path, ObjectNode json, List<Tensor> tensors) throws NotApplicable {
    ArrayNode inputs = json.putArray("inputs");
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Tensor tensor : tensors) {
      byte[] bytes = bytes(tensor);
      ObjectNode head = tensor.head();
      head.putObject("parameters").put("binary_data_size", bytes.length);
      inputs.add(head);
      data.writeBytes(bytes);
    }
    return call(path, json, data.toByteArray());
  }

  static Call call(String path, JsonNode json, byte[] data) {
    byte[] head = json.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(head);
    body.writeBytes(data);
    return Call.post(path, TYPE, body.toByteArray()).with(LENGTH, String.valueOf(head.length));
  }

  static byte[] bytes(Tensor tensor) throws NotApplicable {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (JsonNode value : tensor.values()) {
      out.writeBytes(bytes(tensor.datatype(), value));
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String datatype, JsonNode value) throws NotApplicable {
    return switch (datatype) {
      case "BOOL" -> new byte[] {(byte) (value.asBoolean() ? 1 : 0)};
      case "INT8", "UINT8" -> new byte[] {(byte) value.asInt()};
      case "INT16", "UINT16" -> buffer(2).putShort((short) value.asInt()).array();
      case "INT32", "UINT32" -> buffer(4).putInt((int) value.asLong()).array();
      case "INT64", "UINT64" -> buffer(8).putLong(value.asLong()).array();
      case "FP32" -> buffer(4).putFloat((float) value.asDouble()).array();
      case "FP64" -> buffer(8).putDouble(value.asDouble()).array();
      case "BYTES" -> text(value.asText().getBytes(StandardCharsets.UTF_8));
      default -> throw new NotApplicable("this kit writes no " + datatype);
    };
  }

  private static byte[] text(byte[] text) {
    return buffer(4 + text.length).putInt(text.length).put(text).array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The values of an output that came as bytes. */
  static List<JsonNode> values(String datatype, byte[] bytes) throws NotApplicable {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<JsonNode> values = new ArrayList<>();
    while (in.hasRemaining()) {
      values.add(value(datatype, in));
    }
    return values;
  }

  private static JsonNode value(String datatype, ByteBuffer in) throws NotApplicable {
    ObjectNode json = Json.object();
    return switch (datatype) {
      case "BOOL" -> json.booleanNode(in.get() != 0);
      case "INT8" -> json.numberNode((int) in.get());
      case "UINT8" -> json.numberNode(in.get() & 0xff);
      case "INT16" -> json.numberNode((int) in.getShort());
      case "UINT16" -> json.numberNode(in.getShort() & 0xffff);
      case "INT32" -> json.numberNode(in.getInt());
      case "UINT32" -> json.numberNode(in.getInt() & 0xffffffffL);
      case "INT64", "UINT64" -> json.numberNode(in.getLong());
      case "FP32" -> json.numberNode(in.getFloat());
      case "FP64" -> json.numberNode(in.getDouble());
      case "BYTES" -> json.textNode(text(in));
      default -> throw new NotApplicable("this kit reads no " + datatype);
    };
  }

  private static String text(ByteBuffer in) {
    byte[] text = new byte[in.getInt()];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
