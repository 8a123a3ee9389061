package org.splicebeam.transforms.annotation;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.transforms.lines.FileChecksum;

/**
 * All that gene models depend on besides the program: two annotations of one identity have the same
 * models. File names and dates are no part of it, contents are.
 *
 * @param gtf the annotation's bytes
 * @param spliceSites the table's bytes, null where the sites come from the introns
 * @param stripIdVersions whether ids lose their versions
 */
record AnnotationIdentity(FileChecksum gtf, FileChecksum spliceSites, boolean stripIdVersions) {
  private static final String INTRONS = "introns";

  String spliceSitesText() {
    return spliceSites == null ? INTRONS : spliceSites.toString();
  }

  /** The same 32 hexadecimal digits for the same identity: a name for a file. */
  String hash() {
    String text = String.join("\n", gtf.toString(), spliceSitesText(), "" + stripIdVersions);
    HashStream128 hash = Hashing.xxh3_128().hashStream();
    return FileChecksum.hex(hash.putBytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Deterministic coder. */
  static final class Coder extends ElementCoder<AnnotationIdentity> {
    private static final long serialVersionUID = 1L;

    @Override
    protected void write(AnnotationIdentity identity, DataOutputStream out) throws IOException {
      writeChecksum(identity.gtf, out);
      out.writeBoolean(identity.spliceSites != null);
      if (identity.spliceSites != null) {
        writeChecksum(identity.spliceSites, out);
      }
      out.writeBoolean(identity.stripIdVersions);
    }

    @Override
    protected AnnotationIdentity read(DataInputStream in) throws IOException {
      FileChecksum gtf = readChecksum(in);
      FileChecksum spliceSites = in.readBoolean() ? readChecksum(in) : null;
      return new AnnotationIdentity(gtf, spliceSites, in.readBoolean());
    }

    private static void writeChecksum(FileChecksum file, DataOutputStream out) throws IOException {
      writeNumber(file.bytes(), out);
      writeText(file.xxh3(), out);
    }

    private static FileChecksum readChecksum(DataInputStream in) throws IOException {
      return new FileChecksum(readNumber(in), readText(in));
    }
  }
}
