package org.splicebeam.transforms.genes;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.splicebeam.schemas.genome.SpliceSites;

/** The union of a gene's splice sites. Memory: the gene's distinct sites. */
final class SpliceSitesFn extends CombineFn<SpliceSites, SpliceSiteSet, SpliceSites> {
  private static final long serialVersionUID = 1L;

  @Override
  public SpliceSiteSet createAccumulator() {
    return new SpliceSiteSet();
  }

  @Override
  public SpliceSiteSet addInput(SpliceSiteSet set, SpliceSites block) {
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
      CoderRegistry registry, Coder<SpliceSites> inputCoder) {
    return new SpliceSiteSet.Coder();
  }

  @Override
  public Coder<SpliceSites> getDefaultOutputCoder(
      CoderRegistry registry, Coder<SpliceSites> inputCoder) {
    return inputCoder;
  }
}
