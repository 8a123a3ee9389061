package org.splicebeam.transforms.annotation;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.beam.sdk.io.Compression;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.transforms.lines.FileChecksum;

/**
 * All that gene models depend on besides the program: two annotations of one identity have the same
 * models. Contents are a part of it; file names and dates are not.
 *
 * @param gtf the annotation's {@link #content}
 * @param spliceSites the table's content, or {@link #INTRONS}
 * @param stripIdVersions whether ids lose their versions
 */
record AnnotationIdentity(String gtf, String spliceSites, boolean stripIdVersions) {
  /** In place of a table of splice sites. */
  static final String INTRONS = "introns";

  /** What a file holds: its bytes, and how a reader unpacks them, which its name tells. */
  static String content(String path) throws IOException {
    String compression = Compression.detect(path).name().toLowerCase(Locale.ROOT);
    return FileChecksum.of(path) + ", " + compression;
  }

  /** The same 32 hexadecimal digits for the same identity: a name for a file. */
  String hash() {
    String text = String.join("\n", gtf, spliceSites, Boolean.toString(stripIdVersions));
    HashStream128 hash = Hashing.xxh3_128().hashStream();
    return FileChecksum.hex(hash.putBytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Deterministic coder. */
  static final class Coder extends ElementCoder<AnnotationIdentity> {
    private static final long serialVersionUID = 1L;

    @Override
    protected void write(AnnotationIdentity identity, DataOutputStream out) throws IOException {
      writeText(identity.gtf, out);
      writeText(identity.spliceSites, out);
      out.writeBoolean(identity.stripIdVersions);
    }

    @Override
    protected AnnotationIdentity read(DataInputStream in) throws IOException {
      return new AnnotationIdentity(readText(in), readText(in), in.readBoolean());
    }
  }
}
