package dev.millrace.serving.fuzz;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One client that means no good. Confined to its thread. */
final class Attack implements Runnable {
  private static final int AT_ONCE = 24;
  private static final int LONG_EACH = 20;
  private static final int GOOD_EACH = 1000;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int QUIET_MILLIS = 15;

  private final int port;
  private final long most;
  private final Judge judge;
  private final Findings findings;
  private final Random random;
  private final String name;
  private final Framed framed;
  private final Unframed unframed;
  private long numbers;

  /**
   * @param most requests of all clients together
   */
  Attack(int port, long most, Judge judge, Findings findings, long seed) {
    this.port = port;
    this.most = most;
    this.judge = judge;
    this.findings = findings;
    this.random = new Random(seed);
    this.name = seed + "-";
    this.framed = new Framed(random);
    this.unframed = new Unframed(random, framed);
  }

  @Override
  public void run() {
    while (findings.requests.get() < most) {
      try {
        inARow();
        for (int i = 0; i < 4; i++) {
          alone();
        }
      } catch (IOException e) {
        findings.add("cannot connect: " + e, "");
      } catch (RuntimeException e) {
        findings.add("the attack is wrong: " + e, Arrays.toString(e.getStackTrace()));
        return;
      }
    }
  }

  /** Many on one connection, sent before the first is answered, until the server closes. */
  private void inARow() throws IOException {
    findings.connections.incrementAndGet();
    try (Wire wire = new Wire(port)) {
      wire.patience(PATIENCE_MILLIS);
      for (int i = 0; i < 20; i++) {
        if (!inARow(wire)) {
          return;
        }
      }
    }
  }

  private boolean inARow(Wire wire) {
    List<Sent> sent = new ArrayList<>();
    if (random.nextInt(LONG_EACH) == 0) {
      findings.requests.incrementAndGet();
      sent.add(framed.malformedAndLong(name + numbers++));
    } else {
      for (int i = 1 + random.nextInt(AT_ONCE); i > 0; i--) {
        sent.add(next());
      }
    }
    try {
      for (Sent each : sent) {
        wire.send(each.bytes());
      }
    } catch (IOException e) {
      sent.clear(); // closed after an answer that says so; what follows is not answered
    }
    return readAll(wire, sent);
  }

  private Sent next() {
    String id = name + numbers++;
    if (numbers % GOOD_EACH == 0) {
      findings.good.incrementAndGet();
      return framed.good(id);
    }
    findings.requests.incrementAndGet();
    return framed.malformed(id);
  }

  private boolean readAll(Wire wire, List<Sent> sent) {
    for (Sent each : sent) {
      try {
        Answer answer = wire.read(each.head());
        findings.answered(answer.status());
        String fault = judge.fault(each, answer);
        if (!fault.isEmpty()) {
          findings.add(
              fault,
              each + "\n→ " + answer.status() + " " + answer.headers() + "\n" + answer.text());
        }
        if (answer.closes()) {
          return false;
        }
      } catch (SocketTimeoutException e) {
        findings.add("no answer", each.toString());
        return false;
      } catch (SocketException e) {
        return false; // reset: a refusal closed it while more was on its way
      } catch (EOFException e) {
        findings.add("closed without a word", each.toString());
        return false;
      } catch (IOException e) {
        findings.add(e.getMessage(), each.toString());
        return false;
      }
    }
    return !sent.isEmpty();
  }

  /** One on a connection of its own, left in one of several rude ways. */
  private void alone() throws IOException {
    findings.connections.incrementAndGet();
    findings.requests.incrementAndGet();
    byte[] bytes = unframed.next();
    try (Wire wire = new Wire(port)) {
      wire.patience(random.nextInt(200) == 0 ? 500 : QUIET_MILLIS);
      wire.send(bytes);
      switch (random.nextInt(8)) {
        case 0 -> wire.resetIfOpen();
        case 1 -> wire.halfClose();
        default -> {
          // waits for what comes
        }
      }
      readWhatComes(wire, bytes);
      if (random.nextInt(3) == 0) {
        wire.resetIfOpen();
      }
    }
  }

  private void readWhatComes(Wire wire, byte[] bytes) {
    boolean toHead =
        new String(bytes, 0, Math.min(5, bytes.length), StandardCharsets.US_ASCII)
            .startsWith("HEAD ");
    Sent sent = new Sent(bytes, "", toHead, Form.ANY, -1);
    try {
      while (!toHead) {
        Answer answer = wire.read(false);
        findings.answered(answer.status());
        String fault = judge.faultOfAny(answer);
        if (!fault.isEmpty()) {
          findings.add("unframed: " + fault, sent + "\n→ " + answer.status() + " " + answer.text());
        }
      }
    } catch (ProtocolException e) {
      findings.add(e.getMessage(), sent.toString());
    } catch (IOException e) {
      // closed, or it waits for more: both are right
    }
  }
}
