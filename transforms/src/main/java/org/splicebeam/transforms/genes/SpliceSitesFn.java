package org.splicebeam.transforms.genes;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.splicebeam.schemas.genome.SpliceSites;

/** The union of a gene's splice sites. Memory: that of a {@link SpliceSiteSet}. */
final class SpliceSitesFn extends CombineFn<SpliceSiteSet, SpliceSiteSet, SpliceSites> {
  private static final long serialVersionUID = 1L;

  @Override
  public SpliceSiteSet createAccumulator() {
    return new SpliceSiteSet();
  }

  @Override
  public SpliceSiteSet addInput(SpliceSiteSet set, SpliceSiteSet block) {
    set.add(block);
    return set;
  }

  @Override
  public SpliceSiteSet mergeAccumulators(Iterable<SpliceSiteSet> sets) {
    SpliceSiteSet all = new SpliceSiteSet();
    sets.forEach(all::add);
    return all;
  }

  @Override
  public SpliceSites extractOutput(SpliceSiteSet set) {
    return set.sites();
  }

  @Override
  public Coder<SpliceSiteSet> getAccumulatorCoder(
      CoderRegistry registry, Coder<SpliceSiteSet> inputCoder) {
    return inputCoder;
  }

  @Override
  public Coder<SpliceSites> getDefaultOutputCoder(
      CoderRegistry registry, Coder<SpliceSiteSet> inputCoder) {
    return new SpliceSites.Coder();
  }
}
