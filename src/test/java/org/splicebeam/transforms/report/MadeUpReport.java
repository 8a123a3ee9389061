package org.splicebeam.transforms.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Files of data sets with all that a report can show. */
final class MadeUpReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String DATASET =
      """
      {"product":"splicebeam","dataVersion":2,"schemaFingerprint":"ab12","columns":42,"baseModel":"NAME",
       "options":{"downsample":"gene","negatives":"rules","hardThreshold":0.15,"window":75,"nearRatio":"all",
         "easyRatio":0.5,"geneTypes":[],"splits":{"by":"gene","fractions":[0.8,0.1,0.1]},"paralogs":"report"},
       "inputs":{"analysis":[{"path":"NAME","bytes":2048,"rows":90,"rejected":2},
           {"path":"b.tsv","bytes":10,"rows":0,"rejected":0,"skipped":"NAME"}],
         "annotation":{"path":"NAME","bytes":512,"rejected":1,"unused":{"BAD_VALUE":1},
           "firstUnused":{"line":7,"found":"NAME"},"unreadableValues":3},
         "unknownColumns":[{"name":"NAME","files":1}],"hiddenTables":2,"firstHiddenTable":"NAME"},
       "rows":{"read":1234,"kept":1000,"sampledOut":200,"unselected":20,"duplicates":12,"rejected":2},
       "rejectedByReason":{"BAD_VALUE":2},"genes":3,"labels":{"TP":100,"FP":30,"FN":20,"TN":850},
       "agreement":{"siteRows":120,"agreeing":90,"exact":40,"isJudged":true,
         "least":{"of":"donors on -","rows":30,"agreeing":20},"notAgreeing":["NAME"]},
       "genesNotAnnotated":{"genes":1,"first":["NAME"]},"unmatched":{"--genesFile":["NAME"]},
       "duplicatesOfOtherType":4,"firstDuplicateOfOtherType":"NAME","nullFeatures":["NAME"],
       "parts":[{"name":"a","rows":900,"bytes":4096,"sha256":""},{"name":"b","rows":100,"bytes":1024,"sha256":""}],
       "splits":{"train":{"parts":1,"genes":2,"rows":900,"labels":{"TP":90,"FP":25,"FN":15,"TN":770}},
         "validation":{"parts":1,"genes":0,"rows":0,"labels":{"TP":0,"FP":0,"FN":0,"TN":0}},
         "test":{"parts":1,"genes":1,"rows":100,"labels":{"TP":10,"FP":5,"FN":5,"TN":80}}},
       "paralogs":{"sketchedGenes":3,"pairs":2,"pairsAcrossSplits":1,"movedGenes":0,"droppedGenes":0,"droppedRows":0},
       "baseModelTrainedOn":{"chromosomes":["NAME"],"genes":2,"rows":950,"splits":{"train":{"genes":1,"rows":880},
         "validation":{"genes":0,"rows":0},"test":{"genes":1,"rows":70}}},
       "offsetsNot":0}
      """;

  private static final String STATISTICS =
      """
      {"statisticsVersion":1,"rows":1000,"splits":["all"],
       "columns":[{"name":"NAME","group":"row","all":{"count":990,"nulls":10,"zeros":5,"min":0.0,"max":1.0,"mean":0.25,"deviation":0.125}},
         {"name":"text","group":"row","all":{"count":1000,"nulls":0}}],
       "labels":[{"split":"all","predType":"TP","spliceType":"donor","rows":60},
         {"split":"all","predType":"TP","spliceType":"acceptor","rows":40},
         {"split":"train","predType":"TP","spliceType":"donor","rows":55}],
       "chromosomes":[{"chrom":"NAME","genes":2,"TP":80,"FP":20,"FN":15,"TN":700},{"chrom":"2","genes":1,"TP":20,"FP":10,"FN":5,"TN":150}],
       "geneTypes":[{"geneType":"lncRNA","genes":1,"TP":10,"FP":3,"FN":4,"TN":90},{"geneType":"NAME","genes":2,"TP":90,"FP":27,"FN":16,"TN":760}],
       "scores":{"bounds":[0.0001,0.1,1.0],"rows":[{"predType":"TP","spliceType":"donor","bins":[0,1,59]},
         {"predType":"TP","spliceType":"acceptor","bins":[0,0,40]},{"predType":"TN","spliceType":"neither","bins":[800,45,5]}]},
       "windows":[{"predType":"TP","spliceType":"donor","A":100,"C":150,"G":175,"T":70,"N":5},{"predType":"FP","spliceType":"donor","A":0,"C":0,"G":0,"T":0,"N":0}],
       "kmers":[{"name":"3mer_AAG","meanOfSites":1.25,"meanOfOthers":0.75,"difference":0.4},{"name":"NAME","meanOfSites":0.5,"meanOfOthers":0.75,"difference":-0.3}],
       "sampling":{"keptAs":{"nonTN":150,"hard":50,"near":300,"easy":500,"stratum":0,"all":0},
         "genes":[{"gene_id":"NAME","nonTN":100,"hard":30,"near":200,"easy":400,"stratum":0,"all":0},{"gene_id":"g2","nonTN":50,"hard":20,"near":100,"easy":100,"stratum":0,"all":0}]},
       "leakage":{"limit":0.95,"leastRows":50,"columns":[
         {"name":"donor_score","group":"row","judged":false,"site":{"auc":null,"verdict":"may know"}},
         {"name":"NAME","group":"extraColumns","judged":true,"site":{"auc":0.99,"lower":0.97,"verdict":"allowed"},"negative":{"auc":0.5,"lower":0.4,"verdict":"passes"},
           "truePositive":{"auc":null,"lower":null,"verdict":"too few to judge"},"donor":{"auc":0.2,"lower":0.1,"verdict":"passes"}},
         {"name":"num_exons","group":"transcript","judged":true,"site":{"auc":0.51,"lower":0.49,"verdict":"passes"}}],
       "separated":[{"column":"NAME","classes":["TP","FN"],"spliceType":"donor","threshold":0.5},{"column":"b","classes":["TP","FN"],"spliceType":"donor","threshold":0.25}]}}
      """;

  private static final String RUN =
      """
      {"started":"2026-12-01T09:00:00Z","finished":"2026-12-01T10:02:03Z","command":"splicebeam build --input=NAME",
       "runner":"FlinkRunner","parallelism":2,"memoryBudgetMb":1310,"splicebeam":"0.1.0","beam":"2.62.0","java":"17","workerHeapBytes":1048576,"workerPeakMemoryBytes":2097152}
      """;

  private MadeUpReport() {}

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With this text wherever a user's can stand. */
  static ReportFiles named(String name) {
    String inJson;
    try {
      inJson = JSON.writeValueAsString(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = inJson.substring(1, inJson.length() - 1);
    String cell = "\"" + name.replace("\"", "\"\"") + "\"";
    return new ReportFiles(
        json(DATASET.replace("NAME", text)),
        json(STATISTICS.replace("NAME", text)),
        json(RUN.replace("NAME", text)),
        "gene_id,gene_type,chrom,tp,fp,fn,tn,split\n%s,%s,%s,80,20,15,700,train\ng2,lncRNA,2,20,10,5,150,test\n"
            .formatted(cell, cell, cell),
        "gene_id,gene_name,other_gene_id,other_gene_name,shared_words,containment,split_before,other_split_before,done\n"
            + "g1,G1,%s,%s,40,0.75,train,test,\n".formatted(cell, cell),
        Map.of(
            "rejected/analysis-00000.tsv",
            "file\tbyte_offset\tline\treason\tdetail\trow_start\n"
                + name.replaceAll("[\t\n]", "")
                + "\t10\t2\tBAD_VALUE\tx\ty\n"));
  }

  /** Of a version that wrote nothing but the description and the manifest. */
  static ReportFiles older() {
    ReportFiles files = named("GENE");
    com.fasterxml.jackson.databind.node.ObjectNode dataset = files.dataset().deepCopy();
    dataset.remove(
        java.util.List.of(
            "splits",
            "paralogs",
            "baseModelTrainedOn",
            "statistics",
            "agreement",
            "duplicatesOfOtherType",
            "nullFeatures"));
    return new ReportFiles(
        dataset, ReportFiles.NONE, ReportFiles.NONE, files.manifest(), "", Map.of());
  }
}
