package dev.millrace.mlflow.ship;

/** What the proxy does to a request. */
enum Fault {
  NONE,
  /** Closes the connection before the server hears of it. */
  DROP_BEFORE,
  /** Lets the server do it and closes the connection instead of answering. */
  DROP_AFTER,
  /** Lets the server do it and breaks off in the middle of the answer. */
  CUT_ANSWER,
  /** Sends the server half of the request. */
  CUT_REQUEST,
  /** Answers 500 without asking the server. */
  ERROR,
  /** Lets the server do it and answers 500. */
  ERROR_AFTER,
  /** Answers 429 and asks for a second of rest. */
  BUSY,
  /** Lets the server do it, but only after the client has lost its patience. */
  LATE
}
