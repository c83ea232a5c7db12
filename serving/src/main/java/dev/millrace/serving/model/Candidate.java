package dev.millrace.serving.model;

import java.nio.file.Path;

/**
 * A package that may become the model.
 *
 * @param folder of the package, on this machine
 */
record Candidate(Path folder, ModelOrigin origin) {
  static Candidate of(ServedModel model) {
    return new Candidate(model.modelPackage().folder(), model.origin());
  }
}
