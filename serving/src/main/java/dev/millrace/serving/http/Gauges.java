package dev.millrace.serving.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all event loops together are holding. Thread-safe. */
public final class Gauges {
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong bodyBytes = new AtomicLong();
  private final AtomicLong answerBytes = new AtomicLong();
  private final AtomicLong lastRequest = new AtomicLong(System.nanoTime());
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean draining;
  private volatile String transport = "nio";

  /** Open connections. */
  public int connections() {
    return connections.get();
  }

  /** Requests that have begun and are not answered, or are still worked at though nobody waits. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Bytes of bodies that came in more than one piece, of the requests in flight. */
  public long bodyBytes() {
    return bodyBytes.get();
  }

  /** Bytes that large answers to the requests in flight take, roughly. */
  public long answerBytes() {
    return answerBytes.get();
  }

  /** Whether no further requests are wanted. */
  public boolean draining() {
    return draining;
  }

  /** {@code epoll} where Netty's native transport is used, else {@code nio}. */
  public String transport() {
    return transport;
  }

  void transport(String name) {
    transport = name;
  }

  /** From now on every answer closes its connection. */
  public void drain() {
    draining = true;
  }

  /** {@link System#nanoTime()} of the last request that began while draining. */
  public long lastRequest() {
    return lastRequest.get();
  }

  long opened() {
    connections.incrementAndGet();
    return numbers.incrementAndGet();
  }

  void closed() {
    connections.decrementAndGet();
  }

  int began(long now) {
    if (draining) {
      lastRequest.set(now);
    }
    return inFlight.incrementAndGet();
  }

  void ended() {
    inFlight.decrementAndGet();
  }

  /** Adds bytes of a body, where there are not more than that many then. */
  boolean holdBody(long bytes, long most) {
    return hold(bodyBytes, bytes, most);
  }

  /** Adds bytes of an answer, where there are not more than that many then. */
  boolean holdAnswer(long bytes, long most) {
    return hold(answerBytes, bytes, most);
  }

  /** Who is alone gets what it asks for: refused, it could never be answered. */
  private static boolean hold(AtomicLong held, long bytes, long most) {
    long all = held.addAndGet(bytes);
    if (all <= most || all == bytes) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void letGo(long ofBody, long ofAnswer) {
    bodyBytes.addAndGet(-ofBody);
    answerBytes.addAndGet(-ofAnswer);
  }
}
