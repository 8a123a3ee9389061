package org.splicebeam.transforms.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/** Zstandard frames from one context, which lives outside the heap until closed. */
final class ZstdPages implements PageCompressor {
  private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(1);
  private final PageBuffer compressed = new PageBuffer();

  @Override
  public PageBuffer compress(PageBuffer page) {
    compressed.clear();
    int bound = Math.toIntExact(Zstd.compressBound(page.size()));
    compressed.reserve(bound);
    compressed.resize(
        context.compressByteArray(compressed.array(), 0, bound, page.array(), 0, page.size()));
    return compressed;
  }

  @Override
  public void close() {
    context.close();
  }
}
