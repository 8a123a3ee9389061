package org.splicebeam.schemas.reject;

import org.splicebeam.schemas.reject.Reject.Input;
import org.splicebeam.schemas.reject.Reject.Reason;

/** A rejected line that is written down: without detail and text unless said. */
public final class HandMadeReject {
  private final Input input;
  private final String file;
  private long byteOffset;
  private long line = 1;
  private Reason reason = Reason.BAD_VALUE;
  private String detail = "";
  private String start = "";

  private HandMadeReject(Input input, String file) {
    this.input = input;
    this.file = file;
  }

  public static HandMadeReject of(Input input, String file) {
    return new HandMadeReject(input, file);
  }

  public HandMadeReject at(long offset, long number) {
    byteOffset = offset;
    line = number;
    return this;
  }

  public HandMadeReject because(Reason other) {
    return because(other, "");
  }

  public HandMadeReject because(Reason other, String more) {
    reason = other;
    detail = more;
    return this;
  }

  /** What the line begins with. */
  public HandMadeReject saying(String text) {
    start = text;
    return this;
  }

  public Reject build() {
    return new Reject(input, file, byteOffset, line, reason, detail, start);
  }
}
