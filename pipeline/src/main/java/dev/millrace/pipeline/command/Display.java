package dev.millrace.pipeline.command;

/** Shows pieces of work. Called by one thread at a time. */
interface Display {

  /** Seconds to wait between updates of one piece of work. */
  double interval();

  void began(Meter meter);

  void moved(Meter meter);

  void ended(Meter meter);
}
