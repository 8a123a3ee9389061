package org.splicebeam.transforms.commit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.ScoreFigures;
import org.splicebeam.schemas.scores.ScoreSet;
import org.splicebeam.schemas.scores.ScoreTally;

class BuildIdentityTest {
  private static BuildIdentity of(String options) throws IOException {
    return BuildIdentity.of((ObjectNode) new ObjectMapper().readTree(options), 1, "schema");
  }

  @Test
  void whatDiffersIsToldByTheOptionsNames() throws IOException {
    BuildIdentity one = of("{\"genes\":[\"A\"],\"seed\":1,\"window\":75}");
    BuildIdentity other = of("{\"genes\":[\"B\"],\"seed\":1,\"window\":80}");
    assertThat(one.differingOptions(other), is(List.of("--genesFile", "--window")));
    assertThat(one.differingOptions(of("{\"seed\":1}")), is(List.of("--genesFile", "--window")));
    assertThat(one.differingOptions(one), is(List.of()));
  }

  private static ScoreFigures scores(long contentHash, long size, long genomeSize, long index) {
    return new ScoreFigures(
        new ScoreSet(
            List.of(new TableFile("/in/a.bw", "a.bw", size), new TableFile("/in/b.bw", "b.bw", 2)),
            List.of("a.bw")),
        7,
        new GenomeFile("g.fa", genomeSize, 25, index, 0, false),
        new Alignment(1, -1, List.of(), 9, 9),
        new ScoreTally(1, 9, 0, 0, 0, 0, contentHash, List.of(), null));
  }

  private static BuildIdentity with(ScoreFigures scores) throws IOException {
    return of("{\"seed\":1}").withInputs(List.of(), Optional.of(scores), List.of());
  }

  @Test
  void aBuildFromScoresIsOneOfItsScoresAndItsGenome() throws IOException {
    assertThat(
        with(scores(-1, 1, 3, 0xAB)).json().path("inputs").toString(),
        is(
            "[{\"path\":\"a.bw\",\"bytes\":1,\"contentHash\":\"ffffffffffffffff\"},"
                + "{\"path\":\"b.bw\",\"bytes\":2,\"contentHash\":\"ffffffffffffffff\"},"
                + "{\"path\":\"measured offsets\",\"donor\":1,\"acceptor\":-1},"
                + "{\"path\":\"g.fa\",\"bytes\":3,\"contentHash\":\"00000000000000ab\"}]"));
    for (ScoreFigures other :
        List.of(scores(0, 1, 3, 0xAB), scores(-1, 5, 3, 0xAB), scores(-1, 1, 4, 0xAB))) {
      assertThat(with(other), is(not(with(scores(-1, 1, 3, 0xAB)))));
    }
    assertThat(with(scores(-1, 1, 3, 0xAC)), is(not(with(scores(-1, 1, 3, 0xAB)))));
  }
}
