package org.splicebeam.runners.flink;

import java.io.InputStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.blob.BlobWriter;
import org.apache.flink.runtime.blob.PermanentBlobKey;

/** Has workers in the same process given all of a task's description, however large it is. */
final class NothingOffloaded implements BlobWriter {
  @Override
  public int getMinOffloadingSize() {
    return Integer.MAX_VALUE;
  }

  @Override
  public PermanentBlobKey putPermanent(JobID job, byte[] value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PermanentBlobKey putPermanent(JobID job, InputStream value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean deletePermanent(JobID job, PermanentBlobKey key) {
    return false;
  }
}
