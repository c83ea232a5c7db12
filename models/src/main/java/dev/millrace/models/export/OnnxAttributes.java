package dev.millrace.models.export;

import java.util.List;
import onnx.Onnx.AttributeProto;
import org.nd4j.shade.protobuf.ByteString;

/** Settings of ONNX operators. */
final class OnnxAttributes {
  private OnnxAttributes() {}

  static AttributeProto whole(String name, long value) {
    return of(name, AttributeProto.AttributeType.INT).setI(value).build();
  }

  static AttributeProto wholes(String name, List<Long> values) {
    return of(name, AttributeProto.AttributeType.INTS).addAllInts(values).build();
  }

  static AttributeProto text(String name, String value) {
    return of(name, AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto texts(String name, List<String> values) {
    return of(name, AttributeProto.AttributeType.STRINGS)
        .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
        .build();
  }

  private static AttributeProto.Builder of(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }
}
