package org.splicebeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.dataset.BuildCommand;
import org.splicebeam.pipeline.graph.BuildSettings;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.finish.About;
import org.splicebeam.transforms.checks.InputLimits;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.sampling.ByRules;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.tables.OnBadFile;
import org.splicebeam.transforms.tables.TableSource;

/** What options come to mean. */
class SettingsTest {
  @TempDir Path folder;

  @Test
  void theDefaultsAreTheContracts() throws IOException {
    BuildSettings settings = settings();

    assertThat(
        settings.options().sampling(),
        is(
            HandMadeRule.rule(SamplingRule.Scope.GENE)
                .hardFrom(0.15)
                .window(75)
                .nearRatio(ByRules.ALL_NEAR)
                .easyRatio(0.5)
                .seed(42)
                .build()));
    assertThat(settings.options().transcriptJoin(), is(TranscriptJoin.REPRESENTATIVE));
    assertThat(settings.options().partRows(), is(0L));
    assertThat(settings.options().parts().rowGroupRows(), is(25_000));
    assertThat(settings.options().parts().compression(), is(PartCompression.ZSTD));
    assertThat(settings.options().parts().dropRepeatKmers(), is(false));
    assertThat(settings.options().parts().columns().kmerSizes(), is(List.of(6)));
    assertThat(settings.options().parts().columns().keepSequence(), is(false));
    assertThat(settings.options().parts().columns().extraColumns(), is(List.of()));
    assertThat(settings.limits(), is(new InputLimits(0.01, 0.5)));
    assertThat(settings.options().genes().named(), is(nullValue()));
    assertThat(settings.options().genes().types(), is(Set.of()));
    assertThat(tables(settings).format().chromosomes(), is(Set.of()));
    assertThat(tables(settings).format().stripIdVersions(), is(false));
    assertThat(settings.annotation().spliceSites(), is(nullValue()));
    assertThat(
        settings.options().toJson().toString(),
        is(
            compact(
                """
                {"kmerSizes": [6], "dropRepeatKmers": false, "keepSequence": false,
                 "extraColumns": [], "downsample": "gene", "negatives": "rules", "hardThreshold": 0.15, "window": 75,
                 "nearRatio": "all", "easyRatio": 0.5, "seed": 42, "transcriptJoin": "representative",
                 "positionIdMode": "genomic", "genePolicy": "all", "geneTypes": [],
                 "chromosomes": [], "chromAliases": "", "stripIdVersions": false, "onBadFile": "fail", "partRows": "auto",
                 "rowGroupRows": 25000, "compression": "zstd"}
                """)));
  }

  @Test
  void everyOptionReachesTheSettings() throws IOException {
    Path genes = Files.writeString(folder.resolve("genes.txt"), "ENSG2.3\nENSG1\n");
    BuildSettings settings =
        settings(
            "--spliceSites=/s/sites.tsv",
            "--genePolicy=custom",
            "--genesFile=" + genes,
            "--geneTypes=lncRNA, protein_coding",
            "--chromosomes=X,1",
            "--positionIdMode=genomic",
            "--downsample=dataset",
            "--hardThreshold",
            "0",
            "--window",
            "12",
            "--negatives=rules",
            "--nearRatio=.25",
            "--easyRatio=1.5e0",
            "--seed=7",
            "--kmerSizes=3,1,3",
            "--keepSequence",
            "--extraColumns=b:string,a:double,c:int,d:long",
            "--dropRepeatKmers",
            "--transcriptJoin=row",
            "--stripIdVersions",
            "--maxRejectedFraction=1",
            "--siteAgreement=0",
            "--onBadFile=skip",
            "--partRows=1000",
            "--rowGroupRows=10",
            "--compression=snappy",
            "--baseModel=OpenSpliceAI 10k",
            "--title= My sites\n",
            "--citation=@misc{a,\n  b}\n",
            "--license=CC-BY-4.0",
            "--baseModelTrainedOn=2, chr4");

    assertThat(tables(settings).inputs(), is(List.of("/i")));
    assertThat(settings.annotation().gtf(), is("/g/a.gtf"));
    assertThat(settings.output().folder().path(), is("/o"));
    assertThat(settings.annotation().spliceSites(), is("/s/sites.tsv"));
    assertThat(
        settings.options().sampling(),
        is(
            HandMadeRule.rule(SamplingRule.Scope.DATASET)
                .hardFrom(0)
                .window(12)
                .nearRatio(0.25)
                .easyRatio(1.5)
                .seed(7)
                .build()));
    assertThat(settings.options().transcriptJoin(), is(TranscriptJoin.ROW));
    assertThat(settings.options().partRows(), is(1000L));
    assertThat(settings.options().parts().rowGroupRows(), is(10));
    assertThat(settings.options().parts().compression(), is(PartCompression.SNAPPY));
    assertThat(settings.options().parts().dropRepeatKmers(), is(true));
    assertThat(settings.options().parts().columns().kmerSizes(), is(List.of(1, 3)));
    assertThat(settings.options().parts().columns().keepSequence(), is(true));
    assertThat(
        settings.options().parts().columns().extraColumns(),
        contains(
            new InputColumn("b", InputColumn.Kind.TEXT, false),
            new InputColumn("a", InputColumn.Kind.DOUBLE, false),
            new InputColumn("c", InputColumn.Kind.INT, false),
            new InputColumn("d", InputColumn.Kind.LONG, false)));
    assertThat(settings.limits(), is(new InputLimits(1, 0)));
    assertThat(settings.options().genes().named(), is(Set.of("ENSG2", "ENSG1")));
    assertThat(settings.options().genes().types(), is(Set.of("lncRNA", "protein_coding")));
    assertThat(tables(settings).format().chromosomes(), is(Set.of("1", "X")));
    assertThat(tables(settings).format().stripIdVersions(), is(true));
    assertThat(tables(settings).format().onBadFile(), is(OnBadFile.SKIP));
    assertThat(settings.output().header().baseModel(), is("OpenSpliceAI 10k"));
    assertThat(
        settings.output().header().about(),
        is(new About("My sites", "@misc{a,\n  b}", "CC-BY-4.0", Set.of("2", "chr4"))));
    assertThat(
        settings.options().toJson().toString(),
        is(
            compact(
                """
                {"kmerSizes": [1, 3], "dropRepeatKmers": true, "keepSequence": true,
                 "extraColumns": ["b:string", "a:double", "c:int", "d:long"],
                 "downsample": "dataset", "negatives": "rules", "hardThreshold": 0.0, "window": 12,
                 "nearRatio": 0.25, "easyRatio": 1.5,
                 "seed": 7, "transcriptJoin": "row", "positionIdMode": "genomic",
                 "genePolicy": "custom", "genes": ["ENSG1", "ENSG2"],
                 "geneTypes": ["lncRNA", "protein_coding"], "chromosomes": ["1", "X"], "chromAliases": "",
                 "stripIdVersions": true, "onBadFile": "skip", "partRows": 1000,
                 "rowGroupRows": 10, "compression": "snappy"}
                """)));
  }

  @Test
  void strataHaveARatioOfTheirOwn() throws IOException {
    assertThat(
        settings("--negatives=strata").options().sampling(),
        is(HandMadeRule.rule(SamplingRule.Scope.GENE).negativeRatio(8).build()));
    BuildSettings settings =
        settings("--negatives=strata", "--negativeRatio=2.5", "--downsample=dataset", "--seed=7");
    assertThat(
        settings.options().sampling(),
        is(HandMadeRule.rule(SamplingRule.Scope.DATASET).negativeRatio(2.5).seed(7).build()));
    assertThat(
        settings.options().toJson().toString(),
        containsString(
            compact(
                """
                "downsample": "dataset", "negatives": "strata", "negativeRatio": 2.5, "seed": 7
                """)));
  }

  @Test
  void aListOfGenesIsThePolicyCustom() throws IOException {
    Path genes = Files.writeString(folder.resolve("genes.txt"), "A.1\n");

    assertThat(settings("--genesFile=" + genes).options().genes().named(), is(Set.of("A.1")));
  }

  @Test
  void zeroIsNoKmer() {
    assertThat(settings("--kmerSizes=0").options().parts().columns().kmerSizes(), is(List.of()));
  }

  private static TableSource tables(BuildSettings settings) {
    return (TableSource) settings.source();
  }

  private static BuildSettings settings(String... more) {
    List<String> all = new ArrayList<>(List.of("build", "--input=/i", "--gtf=/g/a.gtf"));
    all.add("--output=/o");
    all.addAll(List.of(more));
    return ((BuildCommand) Main.parsed(all.toArray(String[]::new))).options().settings("run", "{}");
  }

  private static String compact(String json) throws IOException {
    return new ObjectMapper().readTree(json).toString();
  }
}
