package org.splicebeam.transforms.parquet;

/** Pages as they are. */
final class PlainPages implements PageCompressor {
  @Override
  public PageBuffer compress(PageBuffer page) {
    return page;
  }
}
