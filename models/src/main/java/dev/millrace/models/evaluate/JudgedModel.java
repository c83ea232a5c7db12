package dev.millrace.models.evaluate;

import dev.millrace.contract.encode.Encoder;

/**
 * A model that is judged, with the encoder of its features.
 *
 * @param onValidation scores validation rows, so that calibration and threshold can be chosen: the
 *     model itself, or where that was fitted to validation rows too, the same without them
 * @param model scores test rows
 * @param encoder for rows that are not training rows
 */
public record JudgedModel(ProbabilityModel onValidation, ProbabilityModel model, Encoder encoder) {

  /** A model that validation rows are new to. */
  public static JudgedModel of(ProbabilityModel model, Encoder encoder) {
    return new JudgedModel(model, model, encoder);
  }
}
