package org.splicebeam.transforms.validate;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.splicebeam.transforms.description.DatasetFiles;

/**
 * A file of a data set as parquet-java reads files.
 *
 * @param files of the data set
 * @param name of the file
 * @param bytes its length
 */
record ChannelInputFile(DatasetFiles files, String name, long bytes) implements InputFile {
  @Override
  public long getLength() {
    return bytes;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    SeekableByteChannel channel = files.open(name);
    return new DelegatingSeekableInputStream(Channels.newInputStream(channel)) {
      @Override
      public long getPos() throws IOException {
        return channel.position();
      }

      @Override
      public void seek(long position) throws IOException {
        channel.position(position);
      }
    };
  }

  /** What parquet-java's messages call the file. */
  @Override
  public String toString() {
    return name;
  }
}
