package org.splicebeam.transforms;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.genes.GeneTable;

/** Pipelines and side inputs of given content. */
public final class GivenViews {
  private GivenViews() {}

  public static TestPipeline pipeline() {
    return TestPipeline.create().enableAbandonedNodeEnforcement(false);
  }

  public static <V> PCollectionView<Map<String, V>> map(
      TestPipeline p, String label, Map<String, V> content, Coder<V> coder) {
    return p.apply(
            "Give " + label, Create.of(content).withCoder(KvCoder.of(StringUtf8Coder.of(), coder)))
        .apply("View " + label, View.asMap());
  }

  /** No part stands yet. */
  public static PCollectionView<Map<Integer, FileReceipt>> noParts(TestPipeline p) {
    return p.apply(
            "Give no parts", Create.empty(KvCoder.of(VarIntCoder.of(), new FileReceipt.Coder())))
        .apply("View no parts", View.asMap());
  }

  public static <T> PCollectionView<Iterable<T>> list(
      TestPipeline p, String label, List<T> content, Coder<T> coder) {
    return p.apply("Give " + label, Create.of(content).withCoder(coder))
        .apply("View " + label, View.asIterable());
  }

  /** What a view holds, each on its own. */
  public static <T> PCollection<T> in(
      String label, PCollectionView<Iterable<T>> view, Coder<T> coder) {
    return view.getPipeline()
        .apply("Look at " + label, Create.of(true))
        .apply(
            "Take " + label,
            ParDo.of(
                    new DoFn<Boolean, T>() {
                      private static final long serialVersionUID = 1L;

                      @ProcessElement
                      public void take(ProcessContext context) {
                        context.sideInput(view).forEach(context::output);
                      }
                    })
                .withSideInputs(view))
        .setCoder(coder);
  }

  public static PCollectionView<Map<String, GeneModel>> genes(TestPipeline p, GeneModel... genes) {
    Map<String, GeneModel> byId = new HashMap<>();
    for (GeneModel gene : genes) {
      byId.put(gene.geneId(), gene);
    }
    return map(p, "genes", byId, new GeneModel.Coder());
  }

  /** Of an annotation that was read without a loss. */
  public static GeneTable geneTable(
      TestPipeline p, Map<String, SpliceSites> sites, GeneModel... genes) {
    return new GeneTable(
        genes(p, genes),
        map(p, "sites", sites, new SpliceSites.Coder()),
        p.apply("Give no rejects", Create.empty(new Reject.Coder())),
        list(p, "no tallies", List.of(), new AnnotationTally.Coder()),
        list(p, "no files", List.of(), new InputFile.Coder()));
  }
}
