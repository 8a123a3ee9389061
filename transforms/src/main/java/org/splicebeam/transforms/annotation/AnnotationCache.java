package org.splicebeam.transforms.annotation;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.FileChecksum;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.publish.SharedFolder;

/**
 * A folder of Avro files, one for each {@link AnnotationIdentity}, under its hash. A file tells in
 * its metadata what it was made of, and the checksum of all its other bytes; it is used only where
 * all of that agrees, and only if its owner is this user, root or the owner of the folder: where
 * another user's file has its name, this user's gets the user's number, too. The names of its
 * columns do not count. Nothing of it is interpreted before the checksum agrees. Equal content
 * gives equal bytes, and files are written by {@link Publish}, so builds at the same time do no
 * harm.
 *
 * <p>Memory: one file, compressed (about 160 bytes a gene, 10 MB for a genome).
 *
 * @param folder of the cache, owned by no run
 * @param dataVersion of the program's data: raised when the same input begins to give other models
 */
record AnnotationCache(OutputFolder folder, int dataVersion) implements Serializable {
  /** Of the Avro schema and of what its fields mean. */
  static final int VERSION = 3;

  private static final String META = "splicebeam.";
  private static final String META_VERSION = META + "annotationCache";
  private static final String META_DATA_VERSION = META + "dataVersion";
  private static final String META_GTF = META + "annotation";
  private static final String META_SITES = META + "spliceSites";
  private static final String META_STRIP = META + "stripIdVersions";
  private static final String META_CHECKSUM = META + "checksum";

  private static final int CHECKSUM_LENGTH = 32;

  /** The checksum's key and, as Avro writes it, the length of its value. */
  private static final String BEFORE_CHECKSUM = META_CHECKSUM + (char) (2 * CHECKSUM_LENGTH);

  /** Metadata end before this. */
  private static final int LONGEST_HEADER = 1 << 16;

  private static final int ZSTD_LEVEL = 3;

  /** What a look into the cache comes to. */
  sealed interface Found permits Hit, Miss {}

  /**
   * The models of the wanted annotation.
   *
   * @param path of the file
   * @param content of the file, checked
   */
  record Hit(String path, byte[] content) implements Found {
    /** Hands over all records; an input's file gets the name that it has now. */
    void readTo(Function<Reject.Input, String> names, AnnotationRecords.Sink sink)
        throws IOException {
      try (DataFileStream<Object> avro = open(content)) {
        while (avro.hasNext()) {
          ByteBuffer block = avro.nextBlock();
          AnnotationRecords.read(block, avro.getBlockCount(), names, sink);
        }
      }
    }
  }

  /**
   * No models of the wanted annotation.
   *
   * @param sentence that says why, for people
   */
  record Miss(String sentence) implements Found {}

  /** The names that a file may have; a user's own, where another user's has the first one. */
  private List<String> namesOf(AnnotationIdentity identity) throws IOException {
    String plain = identity.hash() + ".avro";
    return folder.isLocal()
        ? List.of(plain, "%s-%s.avro".formatted(identity.hash(), SharedFolder.user()))
        : List.of(plain);
  }

  /** Looks for the models of an annotation, and believes nothing. */
  Found find(AnnotationIdentity identity) {
    Found first = null;
    try {
      for (String name : namesOf(identity)) {
        Found found = find(name, identity);
        if (found instanceof Hit) {
          return found;
        }
        first = first == null ? found : first;
      }
      return first;
    } catch (IOException e) {
      return miss(folder.path(), "cannot be read (%s)".formatted(cause(e)));
    }
  }

  private Found find(String name, AnnotationIdentity identity) {
    String path = folder.pathOf(name);
    try {
      if (new SharedFolder(folder).whose(name) == SharedFolder.Whose.STRANGE) {
        return miss(path, "is another user's, or no file, and stays as it is");
      }
      Optional<byte[]> content = folder.store().read(name);
      if (content.isEmpty()) {
        return miss(folder.path(), "holds nothing of this annotation with these settings");
      }
      String flaw = flaw(content.get(), identity);
      return flaw == null ? new Hit(path, content.get()) : miss(path, flaw);
    } catch (IOException e) {
      return miss(path, "cannot be read (%s)".formatted(cause(e)));
    }
  }

  /** An error of a file system: its message is often nothing but a path. */
  static String cause(IOException e) {
    if (e instanceof OutputException && e.getCause() instanceof IOException cause) {
      return cause(cause);
    }
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private static Miss miss(String path, String flaw) {
    return new Miss("annotation cache %s %s: computed anew".formatted(path, flaw));
  }

  /** Why a file is not to be believed; null where it is. */
  private String flaw(byte[] file, AnnotationIdentity identity) throws IOException {
    if (file.length == 0) {
      return "is empty";
    }
    byte[] magic = DataFileConstants.MAGIC;
    int shorter = Math.min(file.length, magic.length);
    if (!Arrays.equals(file, 0, shorter, magic, 0, shorter)) {
      return "is no Avro file";
    }
    int checksumAt = checksumAt(file);
    if (checksumAt < 0) {
      return "is cut off, or holds no aggregated gene models";
    }
    String checksum = new String(file, checksumAt, CHECKSUM_LENGTH, StandardCharsets.ISO_8859_1);
    if (!checksum.equals(checksum(file, checksumAt))) {
      return "is cut off or damaged";
    }
    try (DataFileStream<Object> avro = open(file)) {
      return flawOfHeader(avro, identity);
    }
  }

  private String flawOfHeader(DataFileStream<?> avro, AnnotationIdentity identity) {
    boolean sameVersion =
        Integer.toString(VERSION).equals(avro.getMetaString(META_VERSION))
            && avro.getSchema().equals(AnnotationRecords.SCHEMA);
    if (!sameVersion) {
      return "is of another version of the cache";
    }
    if (!Integer.toString(dataVersion).equals(avro.getMetaString(META_DATA_VERSION))) {
      return "was made by another version of splicebeam";
    }
    if (!identity.gtf().equals(avro.getMetaString(META_GTF))) {
      return "is of another annotation";
    }
    if (!identity.spliceSites().equals(avro.getMetaString(META_SITES))) {
      return "is of other splice sites";
    }
    if (!Boolean.toString(identity.stripIdVersions()).equals(avro.getMetaString(META_STRIP))) {
      return "is of another --stripIdVersions";
    }
    return null;
  }

  private static DataFileStream<Object> open(byte[] file) throws IOException {
    return new DataFileStream<>(new ByteArrayInputStream(file), new GenericDatumReader<>());
  }

  /**
   * Keeps the models of an annotation.
   *
   * @param records of {@link AnnotationRecords}, in any order; sorted here
   */
  FileReceipt keep(AnnotationIdentity identity, List<byte[]> records) throws IOException {
    records.sort(Arrays::compareUnsigned);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataFileWriter<Object> avro = new DataFileWriter<>(new GenericDatumWriter<>())) {
      avro.setCodec(CodecFactory.zstandardCodec(ZSTD_LEVEL));
      avro.setMeta(META_VERSION, Integer.toString(VERSION));
      avro.setMeta(META_DATA_VERSION, Integer.toString(dataVersion));
      avro.setMeta(META_GTF, identity.gtf());
      avro.setMeta(META_SITES, identity.spliceSites());
      avro.setMeta(META_STRIP, Boolean.toString(identity.stripIdVersions()));
      avro.setMeta(META_CHECKSUM, "?".repeat(CHECKSUM_LENGTH));
      avro.create(AnnotationRecords.SCHEMA, file, HexFormat.of().parseHex(identity.hash()));
      for (byte[] record : records) {
        avro.appendEncoded(ByteBuffer.wrap(record));
      }
    }
    byte[] content = sealed(file.toByteArray());
    return Publish.file(
        folder,
        nameToKeep(identity),
        out -> {
          out.write(content);
          return records.size();
        });
  }

  private String nameToKeep(AnnotationIdentity identity) throws IOException {
    for (String name : namesOf(identity)) {
      if (new SharedFolder(folder).whose(name) == SharedFolder.Whose.OWN) {
        return name;
      }
    }
    throw new IOException("its files of this annotation are another user's");
  }

  /** Fills in the checksum of a file that has room for one. */
  static byte[] sealed(byte[] file) {
    int at = checksumAt(file);
    byte[] checksum = checksum(file, at).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(checksum, 0, file, at, CHECKSUM_LENGTH);
    return file;
  }

  /** Where the checksum's digits are; -1 where there is none. */
  private static int checksumAt(byte[] file) {
    int length = Math.min(file.length, LONGEST_HEADER);
    String header = new String(file, 0, length, StandardCharsets.ISO_8859_1);
    int before = header.indexOf(BEFORE_CHECKSUM);
    int at = before + BEFORE_CHECKSUM.length();
    return before >= 0 && at + CHECKSUM_LENGTH <= file.length ? at : -1;
  }

  /** Of all bytes but the checksum's own. */
  private static String checksum(byte[] file, int checksumAt) {
    int behind = checksumAt + CHECKSUM_LENGTH;
    HashStream128 hash = Hashing.xxh3_128().hashStream();
    hash.putBytes(file, 0, checksumAt).putBytes(file, behind, file.length - behind);
    return FileChecksum.hex(hash);
  }
}
