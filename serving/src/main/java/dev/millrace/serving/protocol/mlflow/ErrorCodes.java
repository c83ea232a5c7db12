package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.request.Refusal;

/** MLflow's names of faults. */
final class ErrorCodes {
  private ErrorCodes() {}

  static String of(Refusal refusal) {
    return switch (refusal.status()) {
      case 400 ->
          refusal.code().equals("CONTRACT_VIOLATED") ? "INVALID_PARAMETER_VALUE" : "BAD_REQUEST";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "ENDPOINT_NOT_FOUND";
      case 409 -> "RESOURCE_CONFLICT";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 503 -> "TEMPORARILY_UNAVAILABLE";
      default -> refusal.status() < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR";
    };
  }
}
