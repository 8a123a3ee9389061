package org.splicebeam.transforms.dataset;

/** Pages as they are. */
final class PlainPages implements PageCompressor {
  @Override
  public PageBuffer compress(PageBuffer page) {
    return page;
  }
}
