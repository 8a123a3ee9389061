package org.splicebeam.transforms.annotation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SiteTranscripts;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.reject.Reject;

/**
 * What is read from an annotation, as Avro records of {@code annotation-cache.avsc}, field by field
 * in the schema's order. They hold no names of files, because one content can stand under several
 * names.
 */
final class AnnotationRecords {
  /** A union; the order of its types and of every enum's symbols is that of the code below. */
  static final Schema SCHEMA = parseSchema();

  private static final int GENE = 0;
  private static final int SITES = 1;
  private static final int REJECT = 2;
  private static final int TALLY = 3;
  private static final int FILE = 4;

  private AnnotationRecords() {}

  /** Takes records as elements. */
  interface Sink {
    void gene(GeneModel gene);

    /** Those of a gene that has any. */
    void sites(String geneId, SpliceSites sites);

    void reject(Reject reject);

    void tally(AnnotationTally tally);

    void file(InputFile file);
  }

  private interface Body {
    void writeTo(Encoder out) throws IOException;
  }

  /** Whether an encoded record is a gene. */
  static boolean isGene(byte[] record) {
    return isOf(GENE, record);
  }

  /** Whether an encoded record has a gene's splice sites. */
  static boolean isSites(byte[] record) {
    return isOf(SITES, record);
  }

  /** Avro writes the place of a type in the union as twice its number. */
  private static boolean isOf(int type, byte[] record) {
    return record[0] == 2 * type;
  }

  /** The id of an encoded gene. */
  static String geneIdOf(byte[] record) {
    try {
      BinaryDecoder in = DecoderFactory.get().binaryDecoder(record, null);
      in.readIndex();
      return in.readString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] of(GeneModel g) {
    return encoded(
        GENE,
        out -> {
          out.writeString(g.geneId());
          writeNullable(g.name(), out);
          writeNullable(g.type(), out);
          out.writeString(g.chrom());
          out.writeEnum(g.strand().ordinal());
          out.writeLong(g.span().start());
          out.writeLong(g.span().end());
          out.writeInt(g.numOverlaps());
          out.writeInt(g.donorSites());
          out.writeInt(g.acceptorSites());
          out.writeInt(g.spliceSites());
          out.writeArrayStart();
          out.setItemCount(g.transcripts().size());
          for (TranscriptModel transcript : g.transcripts()) {
            out.startItem();
            write(transcript, out);
          }
          out.writeArrayEnd();
        });
  }

  private static void write(TranscriptModel t, Encoder out) throws IOException {
    out.writeString(t.transcriptId());
    out.writeLong(t.span().start());
    out.writeLong(t.span().end());
    out.writeEnum(t.tag().ordinal());
    out.writeInt(t.numExons());
    out.writeLong(t.totalExonLength());
    out.writeDouble(t.medianExonLength());
    out.writeLong(t.totalIntronLength());
  }

  static byte[] of(String geneId, SpliceSites sites) {
    return encoded(
        SITES,
        out -> {
          out.writeString(geneId);
          write(sites.donors(), out);
          write(sites.acceptors(), out);
          write(sites.ofDonors(), out);
          write(sites.ofAcceptors(), out);
        });
  }

  private static void write(long[] positions, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(positions.length);
    for (long position : positions) {
      out.startItem();
      out.writeLong(position);
    }
    out.writeArrayEnd();
  }

  private static void write(SiteTranscripts transcripts, Encoder out) throws IOException {
    int size = transcripts.counts().length;
    out.writeArrayStart();
    out.setItemCount(size);
    for (int i = 0; i < size; i++) {
      out.startItem();
      writeNullable(transcripts.smallestIds()[i], out);
      out.writeInt(transcripts.counts()[i]);
    }
    out.writeArrayEnd();
  }

  static byte[] of(Reject r) {
    return encoded(REJECT, out -> write(r, out));
  }

  private static void write(Reject r, Encoder out) throws IOException {
    out.writeEnum(r.input().ordinal());
    out.writeLong(r.byteOffset());
    out.writeLong(r.line());
    out.writeEnum(r.reason().ordinal());
    out.writeString(r.detail());
    out.writeString(r.start());
  }

  static byte[] of(AnnotationTally t) {
    return encoded(
        TALLY,
        out -> {
          out.writeEnum(t.input().ordinal());
          out.writeLong(t.lines());
          out.writeLong(t.blank());
          out.writeLong(t.otherFeatures());
          out.writeLong(t.used());
          out.writeLong(t.exons());
          out.writeArrayStart();
          out.setItemCount(t.unused().size());
          for (Map.Entry<Reject.Reason, Long> unused : t.unused().entrySet()) {
            out.startItem();
            out.writeEnum(unused.getKey().ordinal());
            out.writeLong(unused.getValue());
          }
          out.writeArrayEnd();
          out.writeLong(t.unreadable());
          writeFirst(t.firstUnused(), out);
          writeFirst(t.firstUnreadable(), out);
        });
  }

  private static void writeFirst(Reject line, Encoder out) throws IOException {
    out.writeIndex(line == null ? 0 : 1);
    if (line != null) {
      write(line, out);
    }
  }

  static byte[] of(InputFile f) {
    return encoded(
        FILE,
        out -> {
          out.writeEnum(f.input().ordinal());
          out.writeLong(f.bytes());
          out.writeLong(f.contentHash());
        });
  }

  /**
   * Hands over the records of a block of an Avro file.
   *
   * @param block their bytes
   * @param count of records
   * @param names the file name of each input
   */
  static void read(ByteBuffer block, long count, Function<Reject.Input, String> names, Sink sink)
      throws IOException {
    BinaryDecoder in =
        DecoderFactory.get()
            .binaryDecoder(
                block.array(), block.arrayOffset() + block.position(), block.remaining(), null);
    for (long i = 0; i < count; i++) {
      switch (in.readIndex()) {
        case GENE -> sink.gene(readGene(in));
        case SITES -> sink.sites(in.readString(), readSites(in));
        case REJECT -> sink.reject(readReject(in, names));
        case TALLY -> sink.tally(readTally(in, names));
        default -> sink.file(readFile(in, names));
      }
    }
  }

  private static GeneModel readGene(Decoder in) throws IOException {
    String geneId = in.readString();
    String name = readNullable(in);
    String type = readNullable(in);
    String chrom = in.readString();
    Strand strand = Strand.values()[in.readEnum()];
    Span span = new Span(in.readLong(), in.readLong());
    int numOverlaps = in.readInt();
    int donorSites = in.readInt();
    int acceptorSites = in.readInt();
    int spliceSites = in.readInt();
    List<TranscriptModel> transcripts = new ArrayList<>();
    for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        transcripts.add(readTranscript(in));
      }
    }
    return new GeneModel(
        geneId,
        name,
        type,
        chrom,
        strand,
        span,
        numOverlaps,
        donorSites,
        acceptorSites,
        spliceSites,
        transcripts);
  }

  private static TranscriptModel readTranscript(Decoder in) throws IOException {
    return new TranscriptModel(
        in.readString(),
        new Span(in.readLong(), in.readLong()),
        TranscriptModel.Tag.values()[in.readEnum()],
        in.readInt(),
        in.readLong(),
        in.readDouble(),
        in.readLong());
  }

  private static SpliceSites readSites(Decoder in) throws IOException {
    return new SpliceSites(
        readPositions(in), readPositions(in), readSiteTranscripts(in), readSiteTranscripts(in));
  }

  private static long[] readPositions(Decoder in) throws IOException {
    LongStream.Builder positions = LongStream.builder();
    for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        positions.add(in.readLong());
      }
    }
    return positions.build().toArray();
  }

  private static SiteTranscripts readSiteTranscripts(Decoder in) throws IOException {
    List<String> smallestIds = new ArrayList<>();
    IntStream.Builder counts = IntStream.builder();
    for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        smallestIds.add(readNullable(in));
        counts.add(in.readInt());
      }
    }
    return new SiteTranscripts(smallestIds.toArray(String[]::new), counts.build().toArray());
  }

  private static Reject readReject(Decoder in, Function<Reject.Input, String> names)
      throws IOException {
    Reject.Input input = Reject.Input.values()[in.readEnum()];
    return new Reject(
        input,
        names.apply(input),
        in.readLong(),
        in.readLong(),
        Reject.Reason.values()[in.readEnum()],
        in.readString(),
        in.readString());
  }

  private static AnnotationTally readTally(Decoder in, Function<Reject.Input, String> names)
      throws IOException {
    return new AnnotationTally(
        Reject.Input.values()[in.readEnum()],
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        readReasons(in),
        in.readLong(),
        readFirst(in, names),
        readFirst(in, names));
  }

  private static Map<Reject.Reason, Long> readReasons(Decoder in) throws IOException {
    Map<Reject.Reason, Long> reasons = new EnumMap<>(Reject.Reason.class);
    for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
      for (long i = 0; i < left; i++) {
        reasons.put(Reject.Reason.values()[in.readEnum()], in.readLong());
      }
    }
    return reasons;
  }

  private static Reject readFirst(Decoder in, Function<Reject.Input, String> names)
      throws IOException {
    return in.readIndex() == 0 ? null : readReject(in, names);
  }

  private static InputFile readFile(Decoder in, Function<Reject.Input, String> names)
      throws IOException {
    Reject.Input input = Reject.Input.values()[in.readEnum()];
    return new InputFile(input, names.apply(input), in.readLong(), in.readLong());
  }

  private static byte[] encoded(int type, Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
      out.writeIndex(type);
      body.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes can be kept in memory", e);
    }
    return bytes.toByteArray();
  }

  private static void writeNullable(String text, Encoder out) throws IOException {
    out.writeIndex(text == null ? 0 : 1);
    if (text != null) {
      out.writeString(text);
    }
  }

  private static String readNullable(Decoder in) throws IOException {
    return in.readIndex() == 0 ? null : in.readString();
  }

  private static Schema parseSchema() {
    try (InputStream in = AnnotationRecords.class.getResourceAsStream("annotation-cache.avsc")) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the schema is in the jar", e);
    }
  }
}
