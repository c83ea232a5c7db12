package dev.millrace.contract.support;

/**
 * Where long work says how far it is. Implementations are thread-safe and never block for long; how
 * it is shown (a bar, plain lines, JSON) is theirs to decide.
 */
public interface Progress {

  /**
   * Begins a piece of work.
   *
   * @param name what is being done, for example {@code "clean customers"}
   * @param total units of work, or -1 where unknown
   * @param unit plural name of a unit, for example {@code "rows"}
   */
  Task start(String name, long total, String unit);

  /** A piece of work in progress; closing it says that it is done. */
  interface Task extends AutoCloseable {
    void advance(long units);

    /** A short remark shown beside the progress, for example the best validation loss so far. */
    void note(String remark);

    @Override
    void close();
  }

  /** Says nothing. */
  static Progress silent() {
    return (name, total, unit) ->
        new Task() {
          @Override
          public void advance(long units) {}

          @Override
          public void note(String remark) {}

          @Override
          public void close() {}
        };
  }
}
