package org.splicebeam;

/** What a launched command tells on stderr that is no error: each line begins with its time. */
public final class LogLines {
  private LogLines() {}

  /** All else. */
  public static String without(String stderr) {
    return stderr.replaceAll("(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ splicebeam .*\n", "");
  }
}
