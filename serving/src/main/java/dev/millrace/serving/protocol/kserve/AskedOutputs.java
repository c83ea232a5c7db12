package dev.millrace.serving.protocol.kserve;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.serving.protocol.ReasonsAsked;
import dev.millrace.serving.request.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request wants to have answered.
 *
 * @param binary for each output that is wanted, in the order wanted, whether in binary
 * @param reasons most reasons for each row; 0 where they are not wanted
 */
record AskedOutputs(Map<Output, Boolean> binary, int reasons) {
  private static final String REASONS = "reasons";
  private static final int USUAL_REASONS = 3;

  /** Extensions of others that ask for an output in a form that is not made here. */
  private static final List<String> FORMS_OF_OTHERS =
      List.of("classification", "shared_memory_region");

  static AskedOutputs read(Part request, FeatureContract contract) throws Refusal {
    Part parameters = request.parameters();
    boolean binary = Boolean.TRUE.equals(parameters.flag("binary_data_output"));
    int reasons = ReasonsAsked.read(parameters.values().get(REASONS), contract);
    Map<Output, Boolean> outputs = outputs(request, binary);
    if (outputs.isEmpty()) {
      Output.ALWAYS.forEach(output -> outputs.put(output, binary));
      if (reasons > 0) {
        outputs.put(Output.REASONS, binary);
      }
    }
    return new AskedOutputs(outputs, reasons(outputs, parameters, reasons, contract));
  }

  private static int reasons(
      Map<Output, Boolean> outputs, Part parameters, int reasons, FeatureContract contract) {
    if (!outputs.containsKey(Output.REASONS)) {
      return 0;
    }
    return parameters.values().containsKey(REASONS)
        ? reasons
        : Math.min(USUAL_REASONS, contract.columns().size());
  }

  private static Map<Output, Boolean> outputs(Part request, boolean binary) throws Refusal {
    Map<Output, Boolean> outputs = new LinkedHashMap<>();
    List<?> asked = request.values().get("outputs") == null ? List.of() : request.list("outputs");
    for (int i = 0; i < asked.size(); i++) {
      Part part = Part.of("outputs[" + i + "]", asked.get(i));
      Output output = output(part.text("name"));
      if (outputs.putIfAbsent(output, binary(part, binary)) != null) {
        throw Refusal.body(
            "The output '%s' is asked for twice.".formatted(output.tensorName()),
            "Ask for each output once.");
      }
    }
    return outputs;
  }

  private static boolean binary(Part output, boolean otherwise) throws Refusal {
    Part parameters = output.parameters();
    for (String form : FORMS_OF_OTHERS) {
      if (parameters.values().containsKey(form)) {
        throw Refusal.body(
            "'%s' is an extension that this server does not have.".formatted(parameters.path(form)),
            "Leave it out; outputs come as tensors in JSON or in binary.");
      }
    }
    Boolean own = parameters.flag("binary_data");
    return own == null ? otherwise : own;
  }

  private static Output output(String name) throws Refusal {
    return Output.of(name)
        .orElseThrow(
            () ->
                Refusal.body(
                    "There is no output '%s'.%s"
                        .formatted(name, Suggestions.didYouMean(name, Output.names())),
                    "There are: " + String.join(", ", Output.names()) + "."));
  }
}
