package org.splicebeam.transforms.arrays;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Bytes of zip archives, written from the format's description, right or wrong on purpose. */
public final class HandMadeZip {
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private final boolean zip64;
  private long count;
  private int flags;
  private int method = -1;
  private long addToSize;
  private String comment = "";

  public HandMadeZip(boolean zip64) {
    this.zip64 = zip64;
  }

  public HandMadeZip flags(int bits) {
    flags = bits;
    return this;
  }

  /** Tells of a method, whatever is used. */
  public HandMadeZip method(int told) {
    method = told;
    return this;
  }

  /** Tells of other sizes than the unpacked ones. */
  public HandMadeZip addToSize(long bytes) {
    addToSize = bytes;
    return this;
  }

  public HandMadeZip comment(String text) {
    comment = text;
    return this;
  }

  public HandMadeZip add(String name, byte[] bytes, boolean deflate) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    byte[] packed = deflate ? deflated(bytes) : bytes;
    int told = method >= 0 ? method : deflate ? 8 : 0;
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int offset = entries.size();
    // NumPy writes local heads with zip64 sizes always.
    ByteBuffer head = room(30 + text.length + 20);
    head.putInt(0x04034b50).putShort((short) 45).putShort((short) flags).putShort((short) told);
    head.putInt(0).putInt((int) crc.getValue()).putInt(-1).putInt(-1);
    head.putShort((short) text.length).putShort((short) 20).put(text);
    head.putShort((short) 1).putShort((short) 16).putLong(bytes.length).putLong(packed.length);
    entries.writeBytes(head.array());
    entries.writeBytes(packed);
    ByteBuffer row = room(46 + text.length + (zip64 ? 4 + 6 + 28 : 0));
    row.putInt(0x02014b50).putShort((short) 45).putShort((short) 45);
    row.putShort((short) flags).putShort((short) told).putInt(0).putInt((int) crc.getValue());
    long size = bytes.length + addToSize;
    row.putInt(zip64 ? -1 : packed.length).putInt(zip64 ? -1 : (int) size);
    row.putShort((short) text.length).putShort((short) (row.capacity() - 46 - text.length));
    row.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    row.putInt(zip64 ? -1 : offset).put(text);
    if (zip64) {
      row.putShort((short) 0x7777).putShort((short) 6).put(new byte[6]); // of another program
      row.putShort((short) 1).putShort((short) 24).putLong(size);
      row.putLong(packed.length).putLong(offset);
    }
    directory.writeBytes(row.array());
    count++;
    return this;
  }

  public byte[] bytes() {
    ByteBuffer end = room(22 + comment.length() + (zip64 ? 56 + 20 : 0));
    int length = directory.size();
    int offset = entries.size();
    if (zip64) {
      end.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
      end.putInt(0).putInt(0).putLong(count).putLong(count).putLong(length).putLong(offset);
      end.putInt(0x07064b50).putInt(0).putLong(offset + length).putInt(1);
    }
    short told = (short) (zip64 ? -1 : count);
    end.putInt(0x06054b50).putInt(0).putShort(told).putShort(told);
    end.putInt(zip64 ? -1 : length).putInt(zip64 ? -1 : offset);
    end.putShort((short) comment.length()).put(comment.getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(entries.toByteArray());
    all.writeBytes(directory.toByteArray());
    all.writeBytes(end.array());
    return all.toByteArray();
  }

  /** Where the directory starts. */
  int directoryOffset() {
    return entries.size();
  }

  private static ByteBuffer room(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(6, true);
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    while (!deflater.finished()) {
      packed.write(some, 0, deflater.deflate(some));
    }
    deflater.end();
    return packed.toByteArray();
  }
}
