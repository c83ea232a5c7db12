package dev.millrace.contract.error;

/** Whose fault an error is; decides the exit code of the command. */
public enum ErrorKind {
  /** A fault of Millrace itself. */
  INTERNAL(1),
  /** The user's input: recipe, arguments, a file that was named. */
  USER(2),
  /** The data or the model failed a gate. */
  DATA(3),
  /** Something outside is missing or refused: server, device, disk. */
  RESOURCES(4);

  private final int exitCode;

  ErrorKind(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The process exit code, 1 to 4. */
  public int exitCode() {
    return exitCode;
  }
}
