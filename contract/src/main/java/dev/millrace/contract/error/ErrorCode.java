package dev.millrace.contract.error;

/** Stable names of everything that can go wrong; scripts may match on them. */
public enum ErrorCode {
  INTERNAL_FAULT(ErrorKind.INTERNAL),

  ARGUMENT_INVALID(ErrorKind.USER),
  RECIPE_INVALID(ErrorKind.USER),
  SOURCE_NOT_FOUND(ErrorKind.USER),
  SOURCE_UNREADABLE(ErrorKind.USER),
  SOURCE_EMPTY(ErrorKind.USER),
  COLUMN_NOT_FOUND(ErrorKind.USER),
  TARGET_INVALID(ErrorKind.USER),
  PACKAGE_INVALID(ErrorKind.USER),
  CATEGORY_UNSEEN(ErrorKind.USER),
  MODEL_NOT_FOUND(ErrorKind.USER),

  TOO_MANY_QUARANTINED(ErrorKind.DATA),
  CONTRACT_VIOLATED(ErrorKind.DATA),
  CLASS_TOO_SMALL(ErrorKind.DATA),
  COLUMN_ALL_MISSING(ErrorKind.DATA),
  LEAKAGE(ErrorKind.DATA),
  TRAINING_DIVERGED(ErrorKind.DATA),
  GATE_FAILED(ErrorKind.DATA),

  DISK_FULL(ErrorKind.RESOURCES),
  FILE_ACCESS(ErrorKind.RESOURCES),
  MEMORY_EXCEEDED(ErrorKind.RESOURCES),
  LOCKED(ErrorKind.RESOURCES),
  SOURCE_UNREACHABLE(ErrorKind.RESOURCES),
  WRITE_REFUSED(ErrorKind.RESOURCES),
  DEVICE_UNAVAILABLE(ErrorKind.RESOURCES),
  JOURNAL_DAMAGED(ErrorKind.RESOURCES),
  TRACKING_REFUSED(ErrorKind.RESOURCES),
  TRACKING_UNREACHABLE(ErrorKind.RESOURCES),
  TOOL_MISSING(ErrorKind.RESOURCES);

  private final ErrorKind kind;

  ErrorCode(ErrorKind kind) {
    this.kind = kind;
  }

  public ErrorKind kind() {
    return kind;
  }
}
