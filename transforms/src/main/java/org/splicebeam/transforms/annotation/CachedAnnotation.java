package org.splicebeam.transforms.annotation;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.publish.NoticeFile;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Gives what {@link ReadAnnotation} gives, under its tags: from a cache where that holds it, else
 * computed anew and kept there (contract 1.2). The bytes of the annotation decide whether the cache
 * is of this annotation. They are hashed first, which takes a tenth of the time that reading takes.
 *
 * <p>Memory: on one worker the cache's file, and while it is made all its records (about 450 bytes
 * a gene). Errors: those of {@link ReadAnnotation}; a cache that cannot be used is a notice, not an
 * error.
 */
public final class CachedAnnotation extends PTransform<PBegin, PCollectionTuple> {
  private static final TupleTag<KV<String, GeneModel>> GENES = ReadAnnotation.GENES;
  private static final TupleTag<AnnotationIdentity> MISSES = new TupleTag<>() {};
  private static final String WHY_NOT = "annotation-cache";
  private static final String WHERE = "annotation-cache-file";
  private static final long serialVersionUID = 1L;

  private final ReadAnnotation read;
  private final AnnotationCache cache;
  private final OutputFolder run;
  private final boolean cacheNeeded;

  private CachedAnnotation(
      ReadAnnotation read, AnnotationCache cache, OutputFolder run, boolean cacheNeeded) {
    this.read = read;
    this.cache = cache;
    this.run = run;
    this.cacheNeeded = cacheNeeded;
  }

  /**
   * A reading of an annotation, by way of a cache.
   *
   * @param folder of the cache
   * @param dataVersion of the program's data; a cache of another one is not used
   * @param run the folder that takes the run's notices
   */
  public static CachedAnnotation of(
      ReadAnnotation read, String folder, int dataVersion, OutputFolder run) {
    AnnotationCache cache = new AnnotationCache(OutputFolder.at(folder), dataVersion);
    return new CachedAnnotation(read, cache, run, false);
  }

  /**
   * To fill the cache: one that cannot be written, and an annotation without genes, is an error.
   */
  public CachedAnnotation forCache() {
    return new CachedAnnotation(read, cache, run, true);
  }

  /** Why a run did not use the cache, or could not write it; at most one sentence. */
  public static NoticeFile whyNotOf(OutputFolder run) {
    return new NoticeFile(run, WHY_NOT);
  }

  /** In which file a run has found or kept the annotation. */
  public static NoticeFile whereOf(OutputFolder run) {
    return new NoticeFile(run, WHERE);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    Source source =
        new Source(read.gtf(), read.spliceSites(), read.stripIdVersions(), read.verdictFile());
    PCollectionTuple found =
        begin
            .apply("NameCache", Create.of(read.gtf()))
            .apply(
                "LookIntoCache",
                ParDo.of(new LookFn(source, cache, run, read.allTranscripts()))
                    .withOutputTags(
                        GENES,
                        TupleTagList.of(ReadAnnotation.SITES)
                            .and(ReadAnnotation.REJECTS)
                            .and(ReadAnnotation.TALLIES)
                            .and(ReadAnnotation.FILES)
                            .and(MISSES)));
    PCollection<AnnotationIdentity> misses =
        found.get(MISSES).setCoder(new AnnotationIdentity.Coder());
    PCollectionTuple computed =
        begin.apply("Compute", read.withAllTranscripts(true).onlyFor(misses));
    keep(computed, source, misses.apply("ViewMisses", View.asSingleton()));
    PCollection<KV<String, GeneModel>> genes = computed.get(GENES);
    if (!read.allTranscripts()) {
      genes = genes.apply("KeepRepresentatives", ParDo.of(new KeepRepresentativeFn()));
    }
    PCollectionTuple outputs = PCollectionTuple.of(GENES, either(found.get(GENES), genes, "Genes"));
    outputs = either(found, computed, ReadAnnotation.SITES, "Sites", outputs);
    outputs = either(found, computed, ReadAnnotation.REJECTS, "Rejects", outputs);
    outputs = either(found, computed, ReadAnnotation.TALLIES, "Tallies", outputs);
    return either(found, computed, ReadAnnotation.FILES, "Files", outputs);
  }

  private static <T> PCollectionTuple either(
      PCollectionTuple found,
      PCollectionTuple computed,
      TupleTag<T> tag,
      String what,
      PCollectionTuple outputs) {
    return outputs.and(tag, either(found.get(tag), computed.get(tag), what));
  }

  private static <T> PCollection<T> either(
      PCollection<T> found, PCollection<T> computed, String what) {
    return PCollectionList.of(found).and(computed).apply("Take" + what, Flatten.pCollections());
  }

  private void keep(
      PCollectionTuple computed, Source source, PCollectionView<AnnotationIdentity> missed) {
    PCollectionView<Iterable<AnnotationTally>> tallies =
        computed.get(ReadAnnotation.TALLIES).apply("ViewTallies", View.asIterable());
    PCollectionList.of(
            encoded(computed.get(GENES), "Genes", g -> AnnotationRecords.of(g.getValue())))
        .and(
            encoded(
                computed.get(ReadAnnotation.SITES),
                "Sites",
                s -> AnnotationRecords.of(s.getKey(), s.getValue())))
        .and(encoded(computed.get(ReadAnnotation.REJECTS), "Rejects", AnnotationRecords::of))
        .and(encoded(computed.get(ReadAnnotation.TALLIES), "Tallies", AnnotationRecords::of))
        .and(encoded(computed.get(ReadAnnotation.FILES), "Files", AnnotationRecords::of))
        .apply("GatherRecords", Flatten.pCollections())
        .apply(
            "KeyAsOne", WithKeys.<Boolean, byte[]>of(true).withKeyType(TypeDescriptors.booleans()))
        .apply("GroupAsOne", GroupByKey.create())
        .apply(
            "Keep",
            ParDo.of(new KeepFn(source, cache, run, cacheNeeded, missed, tallies))
                .withSideInputs(missed, tallies));
  }

  private static <T> PCollection<byte[]> encoded(
      PCollection<T> elements, String what, SerializableFunction<T, byte[]> encode) {
    return elements
        .apply("Encode" + what, MapElements.into(new TypeDescriptor<byte[]>() {}).via(encode))
        .setCoder(ByteArrayCoder.of());
  }

  /** The files that an annotation is made of, and how they are read. */
  private record Source(
      String gtf, String spliceSites, boolean stripIdVersions, VerdictFile verdictFile)
      implements Serializable {

    AnnotationIdentity identity() throws IOException {
      return new AnnotationIdentity(
          content("--gtf", gtf),
          spliceSites == null ? AnnotationIdentity.INTRONS : content("--spliceSites", spliceSites),
          stripIdVersions);
    }

    private String content(String option, String path) throws IOException {
      try {
        return AnnotationIdentity.content(path);
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(verdictFile, option, e);
      }
    }

    String fileName(Reject.Input input) {
      return LineFile.nameOf(input == Reject.Input.SPLICE_SITES ? spliceSites : gtf);
    }

    VerdictException fail(String sentence) throws IOException {
      return raise(Verdict.buildFailed(sentence));
    }

    /** Where no gene can be used, or none has a given site. */
    VerdictException refuse(List<String> genes, Iterable<AnnotationTally> tallies)
        throws IOException {
      try {
        return raise(
            genes.isEmpty()
                ? NoGenes.verdict(gtf, tallies)
                : NoSites.verdict(spliceSites, stripIdVersions, genes, tallies));
      } catch (IOException e) {
        throw VerdictFile.raiseUnreadable(
            verdictFile, genes.isEmpty() ? "--gtf" : "--spliceSites", e);
      }
    }

    private VerdictException raise(Verdict verdict) throws IOException {
      return verdictFile == null ? new VerdictException(verdict) : verdictFile.raise(verdict);
    }
  }

  private static final class LookFn extends DoFn<String, KV<String, GeneModel>> {
    private static final long serialVersionUID = 1L;

    private final Source source;
    private final AnnotationCache cache;
    private final OutputFolder run;
    private final boolean allTranscripts;

    LookFn(Source source, AnnotationCache cache, OutputFolder run, boolean allTranscripts) {
      this.source = source;
      this.cache = cache;
      this.run = run;
      this.allTranscripts = allTranscripts;
    }

    @ProcessElement
    public void processElement(MultiOutputReceiver out) throws IOException {
      AnnotationIdentity identity = source.identity();
      AnnotationCache.Found found = cache.find(identity);
      if (found instanceof AnnotationCache.Hit hit) {
        hit.readTo(source::fileName, sinkTo(out));
        whereOf(run).write(hit.path() + " holds this annotation already");
      } else if (found instanceof AnnotationCache.Miss miss) {
        whyNotOf(run).write(miss.sentence());
        out.get(MISSES).output(identity);
      }
    }

    private AnnotationRecords.Sink sinkTo(MultiOutputReceiver out) {
      return new AnnotationRecords.Sink() {
        @Override
        public void gene(GeneModel gene) {
          out.get(GENES)
              .output(KV.of(gene.geneId(), allTranscripts ? gene : withRepresentative(gene)));
        }

        @Override
        public void sites(String geneId, SpliceSites sites) {
          out.get(ReadAnnotation.SITES).output(KV.of(geneId, sites));
        }

        @Override
        public void reject(Reject reject) {
          out.get(ReadAnnotation.REJECTS).output(reject);
        }

        @Override
        public void tally(AnnotationTally tally) {
          out.get(ReadAnnotation.TALLIES).output(tally);
        }

        @Override
        public void file(InputFile file) {
          out.get(ReadAnnotation.FILES).output(file);
        }
      };
    }
  }

  private static final class KeepFn extends DoFn<KV<Boolean, Iterable<byte[]>>, FileReceipt> {
    private static final long serialVersionUID = 1L;

    private final Source source;
    private final AnnotationCache cache;
    private final OutputFolder run;
    private final boolean cacheNeeded;
    private final PCollectionView<AnnotationIdentity> missed;
    private final PCollectionView<Iterable<AnnotationTally>> tallies;

    KeepFn(
        Source source,
        AnnotationCache cache,
        OutputFolder run,
        boolean cacheNeeded,
        PCollectionView<AnnotationIdentity> missed,
        PCollectionView<Iterable<AnnotationTally>> tallies) {
      this.source = source;
      this.cache = cache;
      this.run = run;
      this.cacheNeeded = cacheNeeded;
      this.missed = missed;
      this.tallies = tallies;
    }

    @ProcessElement
    public void processElement(ProcessContext context) throws IOException {
      AnnotationIdentity identity = context.sideInput(missed);
      if (!source.identity().equals(identity)) {
        throw source.fail(
            "--gtf %s or its splice sites changed while they were read: start again"
                .formatted(source.gtf()));
      }
      List<byte[]> records = new ArrayList<>();
      context.element().getValue().forEach(records::add);
      List<String> genes =
          records.stream()
              .filter(AnnotationRecords::isGene)
              .map(AnnotationRecords::geneIdOf)
              .toList();
      boolean sites = records.stream().anyMatch(AnnotationRecords::isSites);
      if (genes.isEmpty() || source.spliceSites() != null && !sites) {
        if (cacheNeeded) {
          throw source.refuse(genes, context.sideInput(tallies));
        }
        return; // A build comes to that verdict by itself.
      }
      FileReceipt kept;
      try {
        kept = cache.keep(identity, records);
      } catch (IOException e) {
        String sentence =
            "annotation cache %s cannot be written (%s)"
                .formatted(cache.folder().path(), AnnotationCache.cause(e));
        if (cacheNeeded) {
          throw source.fail("--annotationCache: " + sentence);
        }
        whyNotOf(run).write(sentence + ": computed anew, and not kept");
        return;
      }
      context.output(kept);
      whereOf(run)
          .write(
              "%s keeps %s %s of %s"
                  .formatted(
                      cache.folder().pathOf(kept.name()),
                      genes.size(),
                      genes.size() == 1 ? "gene" : "genes",
                      LineFile.nameOf(source.gtf())));
    }
  }

  private static final class KeepRepresentativeFn
      extends DoFn<KV<String, GeneModel>, KV<String, GeneModel>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element KV<String, GeneModel> gene, OutputReceiver<KV<String, GeneModel>> out) {
      out.output(KV.of(gene.getKey(), withRepresentative(gene.getValue())));
    }
  }

  private static GeneModel withRepresentative(GeneModel gene) {
    return gene.withTranscripts(gene.representative().stream().toList());
  }
}
