package org.splicebeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.SpliceSites;

class ElementCoderTest {

  /** A text and some numbers, as lists. */
  private static final class TextAndNumbers extends ElementCoder<List<Object>> {
    private static final long serialVersionUID = 1L;

    @Override
    protected void write(List<Object> value, DataOutputStream out) throws IOException {
      writeText((String) value.get(0), out);
      writeNumber((Long) value.get(1), out);
      out.writeDouble((Double) value.get(2));
      out.writeBoolean((Boolean) value.get(3));
    }

    @Override
    protected List<Object> read(DataInputStream in) throws IOException {
      return Arrays.asList(readText(in), readNumber(in), in.readDouble(), in.readBoolean());
    }
  }

  /** Bytes that are written one by one. */
  private static final class OneByOne extends ElementCoder<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    protected void write(byte[] value, DataOutputStream out) throws IOException {
      writeNumber(value.length, out);
      for (byte b : value) {
        out.writeByte(b);
      }
    }

    @Override
    protected byte[] read(DataInputStream in) throws IOException {
      byte[] value = new byte[readCount(in)];
      in.readFully(value);
      return value;
    }
  }

  /** Bytes that are written at once. */
  private static final class AtOnce extends ElementCoder<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    protected void write(byte[] value, DataOutputStream out) throws IOException {
      writeBytes(value, out);
    }

    @Override
    protected byte[] read(DataInputStream in) throws IOException {
      byte[] value = new byte[readCount(in)];
      for (int i = 0; i < value.length; i++) {
        value[i] = in.readByte();
      }
      return value;
    }
  }

  /** Hands its value to a coder that wants a stream. */
  private static final class Wrapped extends ElementCoder<KV<byte[], Long>> {
    private static final long serialVersionUID = 1L;
    private static final Coder<KV<byte[], Long>> WITHIN =
        KvCoder.of(new AtOnce(), VarLongCoder.of());

    @Override
    protected void write(KV<byte[], Long> value, DataOutputStream out) throws IOException {
      WITHIN.encode(value, out);
    }

    @Override
    protected KV<byte[], Long> read(DataInputStream in) throws IOException {
      return WITHIN.decode(in);
    }
  }

  private static <T> byte[] encoded(Coder<T> coder, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    coder.encode(value, bytes);
    return bytes.toByteArray();
  }

  private static byte[] someBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 125, 126, 127, 254, 255, 256, 257, 65_531, 65_533, 65_536, 65_540, 300_000})
  void whateverItsLengthAnElementComesBackAndNothingBehindItIsRead(int length) throws IOException {
    byte[] element = someBytes(length);
    for (Coder<byte[]> coder : List.of(new OneByOne(), new AtOnce())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      coder.encode(element, bytes);
      coder.encode(new byte[] {7}, bytes);
      bytes.write(99);
      ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
      assertThat(coder.decode(in), equalTo(element));
      assertThat(coder.decode(in), equalTo(new byte[] {7}));
      assertThat(in.read(), equalTo(99));
      assertThat(in.read(), equalTo(-1));
    }
    assertThat(
        "how it is written does not show",
        encoded(new OneByOne(), element),
        equalTo(encoded(new AtOnce(), element)));
  }

  @Test
  void fieldsOfEveryKindComeBack() throws IOException {
    for (String text : Arrays.asList(null, "", "a", "\u00e9\ud83e\uddec".repeat(40_000))) {
      for (long number : new long[] {0, -1, 63, 64, Long.MAX_VALUE, Long.MIN_VALUE}) {
        List<Object> value = Arrays.asList(text, number, -0.1, number > 0);
        byte[] bytes = encoded(new TextAndNumbers(), value);
        assertThat(new TextAndNumbers().decode(new ByteArrayInputStream(bytes)), equalTo(value));
      }
    }
  }

  /** Numbers of every length, and some that stand on both sides of a frame's end. */
  @Test
  void manyNumbersComeBack() throws IOException {
    long[] numbers = new long[40_000];
    Random random = new Random(5);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextLong() >> random.nextInt(64);
    }
    for (int length : new int[] {0, 1, 24, 25, 26, 27, 28, 29, 7_000, 40_000}) {
      SpliceSites sites = HandMadeSites.sites(Arrays.copyOf(numbers, length), new long[0]);
      byte[] bytes = encoded(new SpliceSites.Coder(), sites);
      assertThat(new SpliceSites.Coder().decode(new ByteArrayInputStream(bytes)), equalTo(sites));
    }
  }

  @Test
  void aPackedElementIsTheElement() throws Exception {
    SpliceSites sites = HandMadeSites.sites(new long[] {3, 9}, new long[] {4});
    Packed packed = Packed.of(sites, new SpliceSites.Coder());
    assertThat(packed.unpacked(new SpliceSites.Coder()), equalTo(sites));
    CoderLaws.hold(
        Packed.class, List.of(packed, Packed.of(SpliceSites.NONE, new SpliceSites.Coder())));
  }

  @Test
  void anElementWithinAnElementIsReadAsItWasWritten() throws IOException {
    KV<byte[], Long> value = KV.of(someBytes(100_000), 1L << 50);
    ByteArrayInputStream in = new ByteArrayInputStream(encoded(new Wrapped(), value));
    KV<byte[], Long> read = new Wrapped().decode(in);
    assertThat(read.getKey(), equalTo(value.getKey()));
    assertThat(read.getValue(), equalTo(value.getValue()));
    assertThat(in.available(), equalTo(0));
  }

  @Test
  void elementsStandBesideOthers() throws IOException {
    Coder<KV<byte[], String>> coder = KvCoder.of(new AtOnce(), StringUtf8Coder.of());
    byte[] bytes = encoded(coder, KV.of(someBytes(1000), "text"));
    KV<byte[], String> read = coder.decode(new ByteArrayInputStream(bytes));
    assertThat(read.getKey(), equalTo(someBytes(1000)));
    assertThat(read.getValue(), equalTo("text"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 100_000})
  void anElementThatIsCutOffAnywhereIsAnError(int length) throws IOException {
    byte[] whole = encoded(new AtOnce(), someBytes(length));
    for (int cut = 0; cut < whole.length; cut += 1 + whole.length / 50) {
      byte[] part = Arrays.copyOf(whole, cut);
      assertThrows(EOFException.class, () -> new AtOnce().decode(new ByteArrayInputStream(part)));
    }
  }

  @Test
  void anElementThatIsNotReadToItsEndIsAnError() throws IOException {
    byte[] text = encoded(new TextAndNumbers(), List.of("a", 1L, 2.0, true));
    assertThrows(
        StreamCorruptedException.class, () -> new AtOnce().decode(new ByteArrayInputStream(text)));
  }
}
