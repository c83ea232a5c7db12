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
 * name. All values are float. The same calls give the same bytes. Not thread-safe.
 */
final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final FieldDescriptor TENSOR_TYPE =
      TensorProto.getDescriptor().findFieldByNumber(TensorProto.DATA_TYPE_FIELD_NUMBER);
  private static final FieldDescriptor ELEMENT_TYPE =
      TypeProto.Tensor.getDescriptor().findFieldByNumber(TypeProto.Tensor.ELEM_TYPE_FIELD_NUMBER);

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private int values;

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /** Declares the input {@code [batch, width]}. */
  String input(String name, long width) {
    graph.addInput(matrix(name, width));
    return name;
  }

  /** Declares the output {@code [batch, width]} and gives it its public name. */
  void output(String value, String name, long width) {
    graph.addNode(node("Identity", List.of(value), name));
    graph.addOutput(matrix(name, width));
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
            .setIrVersion(IR_VERSION)
            .setProducerName(producer)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph);
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
    String unique = fresh(name);
    ByteBuffer bytes =
        ByteBuffer.allocate(data.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(data);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(unique)
            .setField(TENSOR_TYPE, floatFor(TENSOR_TYPE))
            .setRawData(ByteString.copyFrom(bytes));
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
    return unique;
  }

  /** The same bytes either way, but ND4J M1.1 declares an enum where M2.1 declares a number. */
  private static Object floatFor(FieldDescriptor type) {
    Integer number = TensorProto.DataType.FLOAT.getNumber();
    return type.getJavaType() == FieldDescriptor.JavaType.ENUM
        ? type.getEnumType().findValueByNumber(number)
        : number;
  }

  private static NodeProto.Builder node(String operator, List<String> inputs, String result) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(result)
        .addAllInput(inputs)
        .addOutput(result);
  }

  private static ValueInfoProto matrix(String name, long width) {
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
                        .setField(ELEMENT_TYPE, floatFor(ELEMENT_TYPE))
                        .setShape(shape)))
        .build();
  }
}
