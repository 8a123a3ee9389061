package org.splicebeam.transforms.fasta;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** A genome of a few contigs and the files that hold it. */
final class MadeUpFasta {
  private final String lineEnd;
  private final int lineBases;
  private final Map<String, String> contigs = new LinkedHashMap<>();

  MadeUpFasta(int lineBases, String lineEnd) {
    this.lineBases = lineBases;
    this.lineEnd = lineEnd;
  }

  MadeUpFasta with(String header, String bases) {
    contigs.put(header, bases);
    return this;
  }

  /** Letters of all kinds, of either case. */
  static String bases(int length, long seed) {
    String letters = "ACGTACGTACGTACGTacgtacgtNnRyKmX";
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder bases = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      bases.append(letters.charAt(random.nextInt(letters.length())));
    }
    return bases.toString();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    contigs.forEach(
        (header, bases) -> {
          text.append('>').append(header).append(lineEnd);
          for (int i = 0; i < bases.length(); i += lineBases) {
            text.append(bases, i, Math.min(i + lineBases, bases.length())).append(lineEnd);
          }
        });
    return text.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static byte[] bgzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new BlockCompressedOutputStream(packed, (Path) null)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static Path write(Path file, byte[] bytes) throws IOException {
    return Files.write(file, bytes);
  }
}
