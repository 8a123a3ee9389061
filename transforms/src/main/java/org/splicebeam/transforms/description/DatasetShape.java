package org.splicebeam.transforms.description;

import static org.splicebeam.transforms.description.Shape.count;
import static org.splicebeam.transforms.description.Shape.counts;
import static org.splicebeam.transforms.description.Shape.decimal;
import static org.splicebeam.transforms.description.Shape.flag;
import static org.splicebeam.transforms.description.Shape.hex;
import static org.splicebeam.transforms.description.Shape.integer;
import static org.splicebeam.transforms.description.Shape.list;
import static org.splicebeam.transforms.description.Shape.object;
import static org.splicebeam.transforms.description.Shape.oneOf;
import static org.splicebeam.transforms.description.Shape.some;
import static org.splicebeam.transforms.description.Shape.sortedTexts;
import static org.splicebeam.transforms.description.Shape.text;
import static org.splicebeam.transforms.description.Shape.wordOr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.scores.RowlessGene;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.finish.TrainedOn;
import org.splicebeam.transforms.splits.SplitRule;

/**
 * The keys of dataset.json and what their values must be. It is written down here once more, so
 * that what the builder writes is held against something else than the builder.
 */
final class DatasetShape {
  private static final long MOST_PART_ROWS = 1_000_000;
  private static final int MEASURED_BASES = 11;
  private static final Shape BYTES = integer(0, Long.MAX_VALUE);
  private static final Shape CONTENT_HASH = hex(16);
  private static final Shape OFFSET = integer(-5, 5);
  private static final Shape FROM_ZERO = decimal(0, Double.MAX_VALUE);
  private static final Shape FILES =
      list(
          object()
              .with("name", text())
              .with("rows", count())
              .with("bytes", BYTES)
              .with("sha256", hex(64)));

  private DatasetShape() {}

  /** The sentences on a dataset.json. */
  static List<String> sentences(JsonNode json, RowsFrom rowsFrom, int dataVersion) {
    List<String> sentences = new ArrayList<>();
    of(json.path("options"), rowsFrom == RowsFrom.SCORES, dataVersion).check("", json, sentences);
    return sentences;
  }

  private static Shape of(JsonNode options, boolean ofScores, int dataVersion) {
    Shape.Fields root =
        object()
            .with("product", oneOf(Set.of("splicebeam")))
            .with("dataVersion", integer(dataVersion, dataVersion))
            .with("schemaFingerprint", hex(64))
            .with("columns", count())
            .with("baseModel", text())
            .maybe("title", text())
            .maybe("citation", text())
            .maybe("license", text())
            .with("options", options(options, ofScores))
            .with("inputs", ofScores ? inputsOfScores() : inputsOfTables())
            .with("rows", rows(ofScores))
            .with("rejectedByReason", counts(Reject.Reason.class))
            .with("genes", count())
            .with("labels", labels())
            .maybe(
                "unmatched",
                object()
                    .maybe("--chromosomes", some(text()))
                    .maybe("--genesFile", some(text()))
                    .maybe("--geneTypes", some(text()))
                    .maybe(SplitRule.ByChromosome.TEST_OPTION, some(text()))
                    .maybe(SplitRule.ByChromosome.VALIDATION_OPTION, some(text()))
                    .maybe(TrainedOn.OPTION, some(text())))
            .maybe(TrainedOn.KEY, trainedOn(options.has(DatasetOptions.SPLITS)))
            .with("duplicatesOfOtherType", count())
            .maybe("firstDuplicateOfOtherType", text())
            .with("nullFeatures", list(text()))
            .with("statistics", object().with("sha256", hex(64)))
            .with("parts", FILES)
            .with("rejectedFiles", FILES)
            .maybe(DescriptionDigest.KEY, text());
    if (options.has(DatasetOptions.SPLITS)) {
      Shape.Fields splits = object();
      for (Split split : Split.values()) {
        splits.with(split.text(), split());
      }
      root.with(DatasetOptions.SPLITS, splits);
    }
    if (options.has(DatasetOptions.PARALOGS)) {
      root.with(DatasetOptions.PARALOGS, paralogs());
    }
    if (ofScores) {
      return root.with("offsets", offsets()).with("annotationGenes", annotationGenes());
    }
    return root.with("agreement", agreement())
        .with("genesNotAnnotated", object().with("genes", count()).with("first", list(text())))
        .with("annotatedGenes", object().with("rows", count()).with("bases", count()));
  }

  private static Shape labels() {
    return object().with("TP", count()).with("FP", count()).with("FN", count()).with("TN", count());
  }

  private static Shape split() {
    return object()
        .with("parts", count())
        .with("genes", count())
        .with("rows", count())
        .with("labels", labels());
  }

  private static Shape trainedOn(boolean hasSplits) {
    Shape.Fields figures =
        object()
            .with(TrainedOn.CHROMOSOMES, sortedTexts())
            .with("genes", count())
            .with("rows", count());
    if (hasSplits) {
      Shape.Fields splits = object();
      for (Split split : Split.values()) {
        splits.with(split.text(), object().with("genes", count()).with("rows", count()));
      }
      figures.with(DatasetOptions.SPLITS, splits);
    }
    return figures;
  }

  private static Shape paralogs() {
    return object()
        .with("sketchedGenes", count())
        .with("pairs", count())
        .with("pairsAcrossSplits", count())
        .with("movedGenes", count())
        .with("droppedGenes", count())
        .with("droppedRows", count());
  }

  private static Shape splitRule(JsonNode rule) {
    if (rule.path("by").asText().equals("gene")) {
      return object()
          .with("by", oneOf(Set.of("gene")))
          .with("fractions", list(decimal(0, 1), Split.values().length));
    }
    Shape.Fields shape = object().with("by", oneOf(Set.of("chromosome")));
    return rule.has("preset")
        ? shape.with("preset", oneOf(Set.of("spliceai")))
        : shape.with("testChromosomes", sortedTexts()).with("validationChromosomes", sortedTexts());
  }

  private static Shape options(JsonNode options, boolean ofScores) {
    Shape.Fields shape =
        object()
            .with("kmerSizes", list(integer(1, 8)))
            .with("dropRepeatKmers", flag())
            .with("keepSequence", flag())
            .with("extraColumns", list(text()))
            .with("downsample", oneOf(Set.of("gene", "dataset", "none")))
            .with("negatives", oneOf(Set.of("rules", "strata")))
            .with("seed", integer(0, Integer.MAX_VALUE))
            .with("transcriptJoin", oneOf(Set.of("representative", "row")))
            .with("positionIdMode", oneOf(Set.of("genomic", "transcript", "spliceAware", "hybrid")))
            .with("genePolicy", oneOf(Set.of("all", "custom")))
            .with("geneTypes", sortedTexts())
            .with("chromosomes", sortedTexts())
            .with("chromAliases", oneOfEmptyOrHash())
            .with("stripIdVersions", flag())
            .with("onBadFile", oneOf(Set.of("fail", "skip")))
            .with("partRows", wordOr("auto", integer(1, MOST_PART_ROWS)))
            .with("rowGroupRows", integer(1, MOST_PART_ROWS))
            .with("compression", oneOf(Set.of("zstd", "snappy", "none")));
    if (options.path("genePolicy").asText().equals("custom")) {
      shape.with("genes", sortedTexts());
    }
    if (options.has(DatasetOptions.SPLITS)) {
      shape.with(DatasetOptions.SPLITS, splitRule(options.path(DatasetOptions.SPLITS)));
    }
    if (options.has(DatasetOptions.PARALOGS)) {
      shape
          .with(DatasetOptions.PARALOGS, oneOf(Set.of("report", "move", "drop")))
          .with(DatasetOptions.PARALOG_CONTAINMENT, decimal(Double.MIN_VALUE, 1));
    }
    if (options.path("negatives").asText().equals("strata")) {
      shape.with("negativeRatio", FROM_ZERO);
    } else {
      shape
          .with("hardThreshold", FROM_ZERO)
          .with("window", integer(0, 1L << 40))
          .with("nearRatio", wordOr("all", FROM_ZERO))
          .with("easyRatio", FROM_ZERO);
    }
    if (ofScores) {
      shape
          .with("callThreshold", FROM_ZERO)
          .with("siteTolerance", integer(0, 10))
          .with("sequenceFlank", integer(1, Short.MAX_VALUE))
          .with("donorOffset", wordOr("auto", OFFSET))
          .with("acceptorOffset", wordOr("auto", OFFSET))
          .with("offsetCheck", oneOf(Set.of("on", "off")));
    }
    return shape;
  }

  private static Shape oneOfEmptyOrHash() {
    return new Shape.Plain(
        "an empty text or 64 hexadecimal digits",
        value -> value.isTextual() && value.asText().matches("|[0-9a-f]{64}"));
  }

  private static Shape.Fields annotated(Shape.Fields inputs) {
    Shape.Fields place = object().with("line", count()).with("found", text());
    return inputs
        .with(
            "annotation",
            lines()
                .maybe("firstUnused", place)
                .with("exons", count())
                .with("unreadableValues", count())
                .maybe("firstUnreadable", place))
        .maybe("spliceSites", lines().maybe("firstUnused", place));
  }

  private static Shape.Fields lines() {
    return object()
        .with("path", text())
        .with("bytes", BYTES)
        .with("contentHash", CONTENT_HASH)
        .with("lines", count())
        .with("used", count())
        .with("blank", count())
        .with("otherFeatures", count())
        .with("rejected", count())
        .with("unused", counts(Reject.Reason.class));
  }

  private static Shape inputsOfTables() {
    return annotated(object())
        .with(
            "analysis",
            list(
                object()
                    .with("path", text())
                    .with("bytes", BYTES)
                    .maybe("contentHash", CONTENT_HASH)
                    .with("rows", count())
                    .with("rejected", count())
                    .maybe("skipped", text())))
        .with(
            "unknownColumns",
            list(object().with("name", text()).with("files", integer(1, 1 << 30))))
        .maybe("moreUnknownColumns", integer(1, Shape.MOST))
        .with("hiddenTables", count())
        .maybe("firstHiddenTable", text());
  }

  private static Shape inputsOfScores() {
    return annotated(object())
        .with(
            "scores",
            object()
                .with("files", list(object().with("path", text()).with("bytes", BYTES)))
                .with("contentHash", CONTENT_HASH)
                .with("ofBothStrands", list(text())))
        .with(
            "fasta",
            object()
                .with("path", text())
                .with("bytes", BYTES)
                .with("indexHash", CONTENT_HASH)
                .with("contentHash", CONTENT_HASH));
  }

  private static Shape rows(boolean ofScores) {
    Shape.Fields rows =
        object()
            .with("read", count())
            .with("kept", count())
            .with("sampledOut", count())
            .with("unselected", count())
            .with("duplicates", count())
            .with("rejected", count());
    return ofScores ? rows.with("masked", count()) : rows;
  }

  private static Shape agreement() {
    return object()
        .with("siteRows", count())
        .with("agreeing", count())
        .with("exact", count())
        .with("isJudged", flag())
        .with(
            "least",
            object()
                .with(
                    "of",
                    oneOf(
                        Set.of(
                            "all",
                            "donors on +",
                            "donors on -",
                            "acceptors on +",
                            "acceptors on -")))
                .with("rows", count())
                .with("agreeing", count()))
        .with("notAgreeing", list(text()));
  }

  private static Shape offsets() {
    return object()
        .with("donorOffset", OFFSET)
        .with("acceptorOffset", OFFSET)
        .with(
            "measured",
            list(
                object()
                    .with("type", oneOf(Set.of("donor", "acceptor")))
                    .with("strand", oneOf(Set.of("+", "-")))
                    .with("sites", count())
                    .with("means", list(decimal(0, 1), MEASURED_BASES))))
        .with("checkedSites", count())
        .with("canonicalSites", count());
  }

  private static Shape annotationGenes() {
    Shape.Fields without = object();
    for (RowlessGene.Reason reason : RowlessGene.Reason.values()) {
      without.with(reason.name(), count());
    }
    return object()
        .with("withRows", count())
        .with("unselected", count())
        .with("withoutRows", without)
        .with("ofOneType", count());
  }
}
