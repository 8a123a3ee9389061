package org.splicebeam.transforms.lines;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.apache.beam.sdk.io.FileSystems;

/**
 * Tells a file from another of the same name: by its size and the hash of its bytes, as stored
 * (before any decompression). It costs a tenth of reading the file as an annotation. Memory: one
 * buffer.
 *
 * @param bytes as stored
 * @param xxh3 XXH3 of 128 bits, as 32 hexadecimal digits
 */
public record FileChecksum(long bytes, String xxh3) {
  private static final int BUFFER = 1 << 18;

  /**
   * Reads a file of any Beam file system, whole.
   *
   * @throws IOException whose message names the file
   */
  public static FileChecksum of(String path) throws IOException {
    HashStream128 hash = Hashing.xxh3_128().hashStream();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    long bytes = 0;
    try (ReadableByteChannel in = FileSystems.open(FileSystems.matchNewResource(path, false))) {
      while (in.read(buffer) >= 0) {
        hash.putBytes(buffer.array(), 0, buffer.position());
        bytes += buffer.position();
        buffer.clear();
      }
    } catch (IOException e) {
      throw new IOException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
    return new FileChecksum(bytes, hex(hash));
  }

  /** The hash of what the stream has taken, as 32 hexadecimal digits. */
  public static String hex(HashStream128 hash) {
    return hash.get().toString().substring("0x".length());
  }

  /** Both in one text. */
  @Override
  public String toString() {
    return bytes + " bytes, xxh3-128 " + xxh3;
  }
}
