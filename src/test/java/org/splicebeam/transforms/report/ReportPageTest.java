package org.splicebeam.transforms.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.reject.Reject;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {
  private static final Pattern TOKEN = Pattern.compile("size\\([^)]*\\)|[()]|[^\\s()]+");

  /** A page is well-formed XML, too, so what breaks out of its place is an error here. */
  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page) {
    NodeList nodes = page.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static List<String> sections(Document page) {
    return elements(page).stream()
        .filter(element -> element.getTagName().equals("section"))
        .map(element -> element.getAttribute("id"))
        .toList();
  }

  @Test
  void allThatADataSetHasIsShown() throws Exception {
    assertThat(
        sections(parsed(ReportPage.of(MadeUpReport.named("GENE")))),
        is(
            List.of(
                "warnings",
                "rows",
                "labels",
                "splits",
                "trainedOn",
                "leakage",
                "paralogs",
                "scores",
                "sites",
                "windows",
                "words",
                "sampling",
                "unused",
                "columns",
                "run")));
  }

  @Test
  void whatAnOlderVersionDidNotWriteIsLeftOutAndSaid() throws Exception {
    Document page = parsed(ReportPage.of(MadeUpReport.older()));
    assertThat(
        sections(page),
        is(List.of("warnings", "rows", "labels", "sampling", "unused", "columns", "run")));
    assertThat(
        page.getDocumentElement().getTextContent(),
        containsString(
            "There is no statistics.json: this page lacks what it would say of scores, sequence, sampling and leakage."));
    assertThat(
        page.getDocumentElement().getTextContent(),
        containsString("Of the run itself nothing is known: there is no run.json."));
  }

  @Test
  void everyFigureIsTheOneOfThePlaceThatItNames() throws Exception {
    ReportFiles files = MadeUpReport.named("GENE");
    int lookedAt = 0;
    List<String> wrong = new ArrayList<>();
    for (Element element : elements(parsed(ReportPage.of(files)))) {
      String from = element.getAttribute("data-from");
      if (from.isEmpty() || from.contains(".csv#")) {
        continue;
      }
      String shown =
          element.hasAttribute("data-value")
              ? element.getAttribute("data-value")
              : element.getAttribute("value");
      Double expected = new Expression(from, files).value();
      lookedAt++;
      boolean same =
          expected == null
              ? shown.isEmpty()
              : !shown.isEmpty() && Double.valueOf(shown).equals(expected);
      if (!same) {
        wrong.add("%s shows %s, %s is %s".formatted(element.getTagName(), shown, from, expected));
      }
    }
    assertThat(wrong, is(List.of()));
    assertThat(lookedAt, is(greaterThan(100)));
  }

  @Test
  void allNumbersOfTheStatisticsAreOnThePageButThoseItLeavesToTheFile() throws Exception {
    ReportFiles files = MadeUpReport.named("GENE");
    String page = ReportPage.of(files);
    List<String> missing = new ArrayList<>();
    collect("", files.statistics(), page, missing);
    missing.removeIf(
        pointer ->
            pointer.matches(
                "/statisticsVersion|/rows|/labels/2/rows|/windows/1/.|/scores/bounds/.*|/leakage/columns/.*/lower|/sampling/keptAs/(stratum|all)"));
    assertThat(missing, is(List.of()));
  }

  private static void collect(String pointer, JsonNode node, String page, List<String> missing) {
    if (node.isNumber() && !page.matches("(?s).*statistics\\.json#\\Q" + pointer + "\\E[\" )].*")) {
      missing.add(pointer);
    }
    node.fields()
        .forEachRemaining(
            field -> collect(pointer + "/" + field.getKey(), field.getValue(), page, missing));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(pointer + "/" + i, node.get(i), page, missing);
    }
  }

  /** Both stand in one line of 288 pixels on a phone. */
  @Test
  void aBarsLabelLeavesRoomForItsFigure() throws Exception {
    ReportFiles files = MadeUpReport.named("W".repeat(100));
    ObjectNode reasons = ((ObjectNode) files.dataset()).putObject("rejectedByReason");
    for (Reject.Reason reason : Reject.Reason.values()) {
      reasons.put(reason.name(), 1_234_567);
    }
    List<String> longOnes = new ArrayList<>();
    for (Element element : elements(parsed(ReportPage.of(files)))) {
      if (element.getTagName().equals("text")
          && element.getAttribute("class").equals("name")
          && element.getTextContent().length() > 32) {
        longOnes.add(element.getTextContent());
      }
    }
    assertThat(longOnes, is(List.of()));
  }

  @Test
  void whatMattersComesFirst() throws Exception {
    List<String> said = new ArrayList<>();
    for (Element item : elements(parsed(ReportPage.of(MadeUpReport.named("GENE"))))) {
      if (item.getTagName().equals("li")
          && item.getParentNode().getParentNode() instanceof Element
          && ((Element) item.getParentNode().getParentNode())
              .getAttribute("id")
              .equals("warnings")) {
        said.add(item.getTextContent().replace(Figure.THIN, ' ').replaceAll("\\s+", " ").strip());
      }
    }
    assertThat(
        said,
        is(
            List.of(
                "Mind The column GENE gives away whether a row is a true site or not (AUC 0.99); --allowLeak let it through. more",
                "Mind A threshold of GENE alone tells TP from FN among donor sites without a mistake, and so does one of 1 more: a model can learn it and nothing else. more",
                "Mind Pairs of look-alike genes in different splits: 1. Test figures may be too good (--paralogs=move or drop). more",
                "Mind The base model was trained on the genes of 70 of 100 test rows. Test figures may be too good. more",
                "Mind The split validation has no rows. more",
                "Mind Only 66.7 % of the rows of true sites lie at sites of the annotation: is it another release or assembly? more",
                "Note Feature columns that are empty in every row: 1. more",
                "Note Rows that could not be used: 2 (0.2 % of those read). more",
                "Note Tables that were left out: 1. more",
                "Note Lines of the annotation that could not be used: 1. more",
                "Note Genes of the tables that the annotation lacks: 1. more",
                "Note Rows dropped for another one of their position that has another label: 4. more",
                "Note An option names genes or chromosomes that no row has. more")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"onmouseover=\"alert(1)\" x=\"",
        "' onload='alert(1)",
        "]]><svg onload=alert(1)>",
        "</text></svg></style><h1>out</h1>",
        "javascript:alert(1)",
        "\u202Egpj.exe\u2066\u200B",
        "\u0000\u0001\u001B[31mred\u009B",
        "e\u0301\u0301\u0301\u0301\u0301",
        "${7*7} {{7*7}} @if(true) &lt&#60 --> <!--"
      })
  void noTextOfAUserLeavesItsPlace(String name) throws Exception {
    List<String> plain = shape(MadeUpReport.named("GENE"));
    assertThat(shape(MadeUpReport.named(name)), is(plain));
  }

  /** The elements of a page, with the names of their attributes and where they lead. */
  private static List<String> shape(ReportFiles files) throws Exception {
    String page = ReportPage.of(files);
    assertThat(page.chars().filter(c -> c == 0x202e || c == 0 || c == 0x1b).count(), is(0L));
    List<String> shape = new ArrayList<>();
    for (Element element : elements(parsed(page))) {
      TreeSet<String> attributes = new TreeSet<>();
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        attributes.add(element.getAttributes().item(i).getNodeName());
      }
      shape.add(element.getTagName() + attributes + element.getAttribute("href"));
    }
    return shape;
  }

  @Test
  void aTextOfTenThousandCharactersDoesNotSwellThePage() throws Exception {
    int plain = ReportPage.of(MadeUpReport.named("GENE")).length();
    int swollen = ReportPage.of(MadeUpReport.named("A".repeat(10_000))).length();
    // The command is shown up to 8 000 characters.
    assertThat(swollen - plain, is(lessThan(20_000)));
  }

  @Test
  void nothingOnAPageRunsOrLoads() throws Exception {
    String page = ReportPage.of(MadeUpReport.named("GENE"));
    for (String no :
        List.of("<script", "<img", "<link", "<iframe", "url(", "@import", "http:", "https:")) {
      assertThat(page, not(containsString(no)));
    }
    assertThat(
        page,
        containsString(
            "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\""));
  }

  @Test
  void aGenomeStaysReadable() throws Exception {
    StringBuilder manifest = new StringBuilder("gene_id,gene_type,chrom,tp,fp,fn,tn\n");
    for (int gene = 0; gene < 60_000; gene++) {
      manifest.append("g%s,type%s,contig%s,1,2,3,4\n".formatted(gene, gene % 40, gene % 600));
    }
    ReportFiles older = MadeUpReport.older();
    String page =
        ReportPage.of(
            new ReportFiles(
                older.dataset(),
                ReportFiles.NONE,
                ReportFiles.NONE,
                manifest.toString(),
                "",
                Map.of()));
    assertThat(page.length(), is(lessThan(1_000_000)));
    String text = parsed(page).getDocumentElement().getTextContent().replace(Figure.THIN, ' ');
    assertThat(text, containsString("The chart shows the first 30 of 600 chromosomes"));
    assertThat(
        text.replaceAll("\\s+", " "),
        containsString("the other 40040 000400 00040 000120 00080 000160 000"));
  }

  @Test
  void aManifestThatIsNoneIsRefused() {
    ReportFiles older = MadeUpReport.older();
    for (Map.Entry<String, String> damage :
        Map.of(
                "gene_id,chrom\n",
                "it has no column gene_type",
                "chrom,gene_type,tp,fp,fn,tn\n1,2\n",
                "it has another number of cells in line 2 than in its header",
                "chrom,gene_type,tp,fp,fn,tn\n1,a,x,2,3,4\n",
                "it has no whole number in tp: x")
            .entrySet()) {
      ReportFiles.DamagedException refused =
          assertThrows(
              ReportFiles.DamagedException.class,
              () ->
                  ReportPage.of(
                      new ReportFiles(
                          older.dataset(),
                          ReportFiles.NONE,
                          ReportFiles.NONE,
                          damage.getKey(),
                          "",
                          Map.of())));
      assertThat(refused.file(), is("gene_manifest.csv"));
      assertThat(refused.getMessage(), is(damage.getValue()));
    }
  }

  /** Where a figure comes from, computed: terms with + - / between, from left to right. */
  private static final class Expression {
    private final Deque<String> tokens = new ArrayDeque<>();
    private final Map<String, JsonNode> files;

    Expression(String text, ReportFiles files) {
      this.files =
          Map.of(
              "dataset.json", files.dataset(),
              "statistics.json", files.statistics(),
              "run.json", files.run());
      Matcher matcher = TOKEN.matcher(text);
      while (matcher.find()) {
        tokens.add(matcher.group());
      }
    }

    Double value() {
      Double value = term();
      while (!tokens.isEmpty() && "+-/".contains(tokens.peek())) {
        String sign = tokens.pop();
        Double other = term();
        if (sign.equals("/")) {
          value = other == null || other == 0 ? null : Double.valueOf(value / other);
        } else {
          double some = other == null ? 0 : other;
          value = value + (sign.equals("+") ? some : -some);
        }
      }
      return value;
    }

    private Double term() {
      String token = tokens.pop();
      if (token.equals("(")) {
        Double inner = value();
        tokens.pop();
        return inner;
      }
      if (token.startsWith("size(")) {
        return (double) at(token.substring(5, token.length() - 1)).size();
      }
      if (token.matches("[0-9.]+")) {
        return Double.valueOf(token);
      }
      JsonNode node = at(token);
      return node.isNumber() ? Double.valueOf(node.asDouble()) : null;
    }

    private JsonNode at(String place) {
      String[] parts = place.split("#", 2);
      return files.get(parts[0]).at(parts[1]);
    }
  }
}
