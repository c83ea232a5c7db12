package dev.millrace.conformance.check;

import java.util.Locale;

/** The contracts that can be checked. */
public enum Protocol {
  V1("Millrace /v1"),
  MLFLOW("MLflow scoring protocol"),
  V2("Open Inference Protocol v2 (KServe)"),
  SAGEMAKER("Amazon SageMaker inference container"),
  OPERATIONS("Operations");

  private final String title;

  Protocol(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** As the command line and reports spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
