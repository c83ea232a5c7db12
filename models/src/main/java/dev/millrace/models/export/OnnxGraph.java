package dev.millrace.models.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor;

/**
 * An ONNX graph under construction: operators are appended one after another, values are known by
 * name. The same calls give the same bytes. Not thread-safe.
 */
final class OnnxGraph {
  /** Operators on categories live here. */
  static final String ML_DOMAIN = "ai.onnx.ml";

  private static final int ML_OPSET = 3;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final FieldDescriptor TENSOR_TYPE =
      TensorProto.getDescriptor().findFieldByNumber(TensorProto.DATA_TYPE_FIELD_NUMBER);
  private static final FieldDescriptor ELEMENT_TYPE =
      TypeProto.Tensor.getDescriptor().findFieldByNumber(TypeProto.Tensor.ELEM_TYPE_FIELD_NUMBER);

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final int irVersion;
  private final int opset;
  private boolean usesMl;
  private int values;

  /** Of IR version 8 and opset 17. */
  OnnxGraph(String name) {
    this(name, IR_VERSION, OPSET);
  }

  OnnxGraph(String name, int irVersion, int opset) {
    graph.setName(name);
    this.irVersion = irVersion;
    this.opset = opset;
  }

  /** Declares the float input {@code [batch, width]}. */
  String input(String name, long width) {
    return input(name, TensorProto.DataType.FLOAT, width);
  }

  /** Declares an input {@code [batch, width]}. */
  String input(String name, TensorProto.DataType type, long width) {
    graph.addInput(matrix(name, type, width));
    return name;
  }

  /** Declares the float output {@code [batch, width]} and gives it its public name. */
  void output(String value, String name, long width) {
    output(value, name, TensorProto.DataType.FLOAT, width);
  }

  /** Declares an output {@code [batch, width]} and gives it its public name. */
  void output(String value, String name, TensorProto.DataType type, long width) {
    graph.addNode(node("Identity", List.of(value), name));
    graph.addOutput(matrix(name, type, width));
  }

  /** Appends an operator and returns the name of its result. */
  String apply(String operator, String... inputs) {
    String result = fresh(operator);
    graph.addNode(node(operator, List.of(inputs), result));
    return result;
  }

  /** Appends an operator with one float attribute. */
  String apply(String operator, String attribute, float setting, String input) {
    String result = fresh(operator);
    graph.addNode(
        node(operator, List.of(input), result)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName(attribute)
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF(setting)));
    return result;
  }

  /**
   * Appends an operator with attributes.
   *
   * @param note goes into the operator's name, which errors show; empty for none
   */
  String apply(String operator, String note, List<AttributeProto> attributes, String... inputs) {
    String result = fresh(operator);
    NodeProto.Builder node = node(operator, List.of(inputs), result).addAllAttribute(attributes);
    graph.addNode(note.isEmpty() ? node : node.setName(note));
    return result;
  }

  /** Appends a lookup of texts: the number of each key, or the other one. */
  String lookup(String value, Map<String, Long> numbers, long other) {
    usesMl = true;
    String result = fresh("lookup");
    graph.addNode(
        node("LabelEncoder", List.of(value), result)
            .setDomain(ML_DOMAIN)
            .addAttribute(OnnxAttributes.texts("keys_strings", List.copyOf(numbers.keySet())))
            .addAttribute(OnnxAttributes.wholes("values_int64s", List.copyOf(numbers.values())))
            .addAttribute(OnnxAttributes.whole("default_int64", other)));
    return result;
  }

  /** Appends a change of type. */
  String cast(String value, TensorProto.DataType type) {
    return apply("Cast", "", List.of(OnnxAttributes.whole("to", type.getNumber())), value);
  }

  /** Adds a constant of doubles. */
  String doubles(double[] data, long... shape) {
    ByteBuffer bytes = littleEndian(data.length * Double.BYTES);
    bytes.asDoubleBuffer().put(data);
    return constant("doubles", TensorProto.DataType.DOUBLE, bytes, shape);
  }

  /** Adds a constant of 64-bit integers. */
  String wholes(long[] data, long... shape) {
    ByteBuffer bytes = littleEndian(data.length * Long.BYTES);
    bytes.asLongBuffer().put(data);
    return constant("wholes", TensorProto.DataType.INT64, bytes, shape);
  }

  /** Adds a constant of floats. */
  String floats(float[] data, long... shape) {
    return constant("floats", data, shape);
  }

  /** Adds a text that broadcasts. */
  String text(String value) {
    String unique = fresh("text");
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(unique)
            .setField(TENSOR_TYPE, typeFor(TENSOR_TYPE, TensorProto.DataType.STRING))
            .addStringData(ByteString.copyFromUtf8(value)));
    return unique;
  }

  /** Adds a constant that broadcasts. */
  String scalar(float value) {
    return constant("constant", new float[] {value}, new long[0]);
  }

  /** Adds weights of shape {@code [in, out]}, whatever their order in memory. */
  String matrix(String name, INDArray weights) {
    return constant(name, weights.dup('c').data().asFloat(), weights.shape());
  }

  /** Adds a vector, from an array of shape {@code [n]} or {@code [1, n]}. */
  String vector(String name, INDArray values) {
    return constant(name, values.dup('c').data().asFloat(), new long[] {values.length()});
  }

  /** The serialised model. */
  byte[] toBytes(String producer, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(irVersion)
            .setProducerName(producer)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
            .setGraph(graph);
    if (usesMl) {
      model.addOpsetImport(
          OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPSET));
    }
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }

  private String fresh(String operator) {
    return operator.toLowerCase(Locale.ROOT) + "_" + values++;
  }

  private String constant(String name, float[] data, long[] shape) {
    ByteBuffer bytes = littleEndian(data.length * Float.BYTES);
    bytes.asFloatBuffer().put(data);
    return constant(name, TensorProto.DataType.FLOAT, bytes, shape);
  }

  private String constant(String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    String unique = fresh(name);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(unique)
            .setField(TENSOR_TYPE, typeFor(TENSOR_TYPE, type))
            .setRawData(ByteString.copyFrom(bytes));
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
    return unique;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The same bytes either way, but ND4J M1.1 declares an enum where M2.1 declares a number. */
  private static Object typeFor(FieldDescriptor field, TensorProto.DataType type) {
    Integer number = type.getNumber();
    return field.getJavaType() == FieldDescriptor.JavaType.ENUM
        ? field.getEnumType().findValueByNumber(number)
        : number;
  }

  private static NodeProto.Builder node(String operator, List<String> inputs, String result) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(result)
        .addAllInput(inputs)
        .addOutput(result);
  }

  private static ValueInfoProto matrix(String name, TensorProto.DataType type, long width) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setField(ELEMENT_TYPE, typeFor(ELEMENT_TYPE, type))
                        .setShape(shape)))
        .build();
  }
}
