#!/usr/bin/env python3
"""Opens the pages of data sets in a browser: report_page.py [--only REGEX] [FOLDER...]

A data set from scores with splits, one from tables, and one whose ids, names, chromosomes and base model are hostile are built, and each
report.html is opened by headless Chromium at 360 and at 1200 pixels, dark and light, with scripts on and off, and as it is printed. There must be no error on
the console, no request but for the page itself, nothing that could run, no text that is cut off or covers other text, and no element wider
than its place but for those meant to scroll. Every figure of a page must be the one of the file and place that it names. Pictures of the
pages are left in target/acceptance/report. A FOLDER is a data set to look at instead. Python 3.11, standard library only; needs Chromium
and its driver (Debian: chromium, chromium-driver).
"""

import argparse
import base64
import csv
import gzip
import html.parser
import json
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

from harness import ROOT, WORK, Findings, Harness, run

PICTURES = WORK / "report"
GENOME = ROOT / "examples" / "genome"
WIDTHS = (360, 1200)
PAPER = 718  # pixels of A4 without its margins
SECONDS = 300
TALLEST = 16_000  # pixels of a picture

# Ids and names for the genes of the example, one each. Where a text has a double quote, a GTF takes it in single ones.
HOSTILE = (
    "<script>document.title=1</script>",
    '"onmouseover="alert(1)" x="',
    "]]><svg onload=alert(1)>",
    "</svg></figure></main><h1>out</h1>",
    "javascript:alert(1)",
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
    "A" * 10_000,
    "e" + "\N{COMBINING ACUTE ACCENT}" * 300,
    "\x01\x1b[31mred\x7f\x9b",
    "\N{DNA DOUBLE HELIX}\N{ZERO WIDTH JOINER}\N{GRINNING FACE}\N{LEFT-TO-RIGHT ISOLATE}x\N{ZERO WIDTH SPACE}",
    "${7*7} @if(true) {{7*7}} &lt&#60 --> <!--",
    "\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}" * 40,
)

# Returns sentences on what is wrong with the layout. A rounding of a pixel is none.
LAYOUT = r"""
document.querySelectorAll('details').forEach(d => { d.open = true; });
const found = [], near = 1.5;
const words = e => (e.textContent || '').trim().slice(0, 50);
const say = (what, e) => { if (found.length < 20) found.push(`${what}: <${e.tagName.toLowerCase()} class="${e.getAttribute('class') || ''}"> ${words(e)}`); };
if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide in ${innerWidth}`);
const visible = e => { for (let a = e; a; a = a.parentElement) { const s = getComputedStyle(a); if (s.display === 'none' || s.visibility === 'hidden') return false; } return true; };
for (const e of document.querySelectorAll('body *')) {
  if (e instanceof SVGElement || e.classList.contains('scroll')) continue;
  if (getComputedStyle(e).display !== 'inline' && e.scrollWidth > e.clientWidth + near && e.clientWidth > 0) say('wider than its place', e);
}
for (const t of document.querySelectorAll('svg text')) {
  const b = t.getBoundingClientRect();
  for (let a = t.parentElement; a; a = a.parentElement) {
    if (a.tagName !== 'svg') continue;
    const r = a.getBoundingClientRect();
    // A nested svg's box is that of its content, so its own attributes are asked.
    const outer = a.ownerSVGElement ? a.ownerSVGElement.getBoundingClientRect() : r;
    if (b.left < outer.left - near || b.right > outer.right + near || b.top < outer.top - near || b.bottom > outer.bottom + near) { say('text is cut off', t); break; }
  }
}
const boxes = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let n = walk.nextNode(); n; n = walk.nextNode()) {
  const e = n.parentElement;
  if (!n.data.trim() || ['TITLE', 'title', 'desc', 'STYLE', 'style'].includes(e.tagName) || !visible(e)) continue;
  const range = document.createRange();
  range.selectNodeContents(n);
  for (const r of range.getClientRects()) if (r.width > 1 && r.height > 1) boxes.push({r, e, n});
}
boxes.sort((a, b) => a.r.top - b.r.top);
for (let i = 0; i < boxes.length; i++) {
  for (let j = i + 1; j < boxes.length && boxes[j].r.top < boxes[i].r.bottom; j++) {
    const a = boxes[i].r, b = boxes[j].r;
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (boxes[i].n !== boxes[j].n && wide > near && high > 4) { say('covers other text (' + words(boxes[j].e) + ')', boxes[i].e); }
  }
}
return found;
"""

CONTRAST = r"""
const parse = c => c.match(/[\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
const ground = e => { for (let a = e; a; a = a.parentElement) { const c = parse(getComputedStyle(a).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
const found = new Set();
for (const e of document.querySelectorAll('body *')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || ['title', 'desc'].includes(e.tagName)) continue;
  const s = getComputedStyle(e), ink = parse(e instanceof SVGElement ? s.fill : s.color), under = ground(e);
  if (ratio(ink, under) < 4.5) found.add(`contrast ${ratio(ink, under).toFixed(2)}: <${e.tagName.toLowerCase()} class="${e.getAttribute('class') || ''}">`);
}
for (const e of document.querySelectorAll('svg [class^="c-"]')) {
  const ink = parse(getComputedStyle(e).fill), under = ground(e.closest('section') || document.body);
  if (!e.classList.contains('ribbon') && ratio(ink, under) < 3) found.add(`contrast ${ratio(ink, under).toFixed(2)} of ${e.getAttribute('class')}`);
}
return [...found];
"""


class Browser:
    """Chromium by the protocol of its driver."""

    def __init__(self) -> None:
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port = None
        for line in self.driver.stdout:
            if told := re.search(r"started successfully on port (\d+)", line):
                port = told.group(1)
                break
        self.root = f"http://127.0.0.1:{port}"
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]}
        asked = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        session = self.post("/session", {"capabilities": {"alwaysMatch": asked}})
        self.root += f"/session/{session['sessionId']}"

    def post(self, path: str, content: dict) -> dict | list | str | None:
        request = urllib.request.Request(self.root + path, json.dumps(content).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def cdp(self, command: str, **parameters: object) -> dict:
        return self.post("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def ask(self, script: str) -> list:
        return self.post("/execute/sync", {"script": script, "args": []})

    def logged(self, kind: str) -> list[dict]:
        return self.post("/se/log", {"type": kind})

    def open(self, page: Path, width: int, scheme: str, scripts: bool, media: str = "") -> None:
        self.logged("browser"), self.logged("performance")
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
        self.cdp("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.cdp("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.post("/url", {"url": page.as_uri()})

    def picture(self) -> bytes:
        size = self.cdp("Page.getLayoutMetrics")["cssContentSize"]
        clip = dict(x=0, y=0, width=size["width"], height=min(size["height"], TALLEST), scale=1)
        return base64.b64decode(self.cdp("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"])

    def close(self) -> None:
        request = urllib.request.Request(self.root, method="DELETE")
        urllib.request.urlopen(request, timeout=60).close()
        self.driver.terminate()
        self.driver.wait(30)


class Tags(html.parser.HTMLParser):
    """What a page has: its elements with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attributes}))


class Sources:
    """The figures of a data set's files by their places."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, object] = {}

    def file(self, name: str) -> object:
        if name not in self.files:
            with (self.folder / name).open(encoding="utf-8", newline="") as file:
                self.files[name] = json.load(file) if name.endswith(".json") else list(csv.DictReader(file))
        return self.files[name]

    def place(self, place: str) -> object:
        name, _, pointer = place.partition("#")
        value = self.file(name)
        if name.endswith(".csv"):
            where, _, what = pointer.rpartition("#")
            rows = [row for row in value if all(row[key] == wanted for key, wanted in (w.split("=", 1) for w in where.split(",")))]
            return len(rows) if what == "genes" else sum(float(row[what]) for row in rows)
        for step in pointer.split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            value = value[int(step)] if isinstance(value, list) else value.get(step)
            if value is None:
                return None
        return value

    def value(self, text: str) -> float | None:
        """Of an expression: terms with + - / between, taken from left to right, in brackets or not."""
        tokens = re.findall(r"size\([^)]*\)|\(|\)|[^\s()]+", text)

        def term() -> float | None:
            token = tokens.pop(0)
            if token == "(":
                inner = expression()
                tokens.pop(0)
                return inner
            if token.startswith("size("):
                return len(self.place(token[5:-1]) or [])
            return float(token) if re.fullmatch(r"[0-9.]+", token) else self.place(token)

        def expression() -> float | None:
            value = term()
            while tokens and tokens[0] in "+-/":
                sign, other = tokens.pop(0), term()
                if sign == "/":
                    value = value / other if other else None
                else:
                    value = value + (other or 0) * (1 if sign == "+" else -1)
            return value

        return expression()


def figures(folder: Path, tags: Tags) -> Findings:
    """Holds every figure against the place that it names."""
    sources, findings, looked_at = Sources(folder), [], 0
    for tag, attributes in tags.found:
        place = attributes.get("data-from")
        if not place or place.startswith("gene_manifest.csv") and "\\u" in place:
            continue
        shown = attributes.get("data-value", attributes.get("value"))
        expected = sources.value(place)
        looked_at += 1
        same = shown == "" if expected is None else shown != "" and abs(float(shown) - float(expected)) <= 1e-12 * abs(float(expected))
        if not same:
            findings.append(f"<{tag}> shows {shown}, {place} is {expected}")
    return findings[:20] if looked_at > 50 else [f"only {looked_at} figures name their place", *findings]


def inert(tags: Tags) -> Findings:
    """Nothing on the page runs, loads or leads away."""
    findings = []
    for tag, attributes in tags.found:
        if tag in {"script", "iframe", "object", "embed", "img", "link", "form", "base", "audio", "video", "use", "image", "foreignobject"}:
            findings.append(f"there is a <{tag}>")
        findings += [f"<{tag}> has {name}" for name in attributes if name.startswith("on") or name in ("src", "style", "xlink:href")]
        if not attributes.get("href", "#").startswith("#"):
            findings.append(f"<{tag}> leads to {attributes['href']}")
    return findings


def look(browser: Browser, name: str, folder: Path) -> Findings:
    page = folder / "report.html"
    text = page.read_text(encoding="utf-8")
    tags = Tags(text)
    findings = inert(tags) + figures(folder, tags)
    if len(text) > 2_000_000:
        findings.append(f"the page has {len(text)} bytes")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            case = f"{width} {scheme}"
            browser.open(page, width, scheme, scripts=False)
            without = browser.picture()
            browser.open(page, width, scheme, scripts=True)
            picture = browser.picture()
            if without != picture:
                findings.append(f"{case}: without scripts the page looks otherwise")
            (PICTURES / f"{name}-{width}-{scheme}.png").write_bytes(picture)
            findings += [f"{case}: {found}" for found in browser.ask(LAYOUT) + browser.ask(CONTRAST)]
            findings += [f"{case}: console: {line['message']}" for line in browser.logged("browser")]
            for line in browser.logged("performance"):
                message = json.loads(line["message"])["message"]
                if message["method"] == "Network.requestWillBeSent":
                    url = message["params"]["request"]["url"]
                    if url != page.as_uri():
                        findings.append(f"{case}: asked for {url}")
            if browser.ask("return [document.title];") != ["splicebeam: report of a data set"]:
                findings.append(f"{case}: the title was changed")
            (PICTURES / f"{name}-{width}-{scheme}-open.png").write_bytes(browser.picture())
    browser.open(page, PAPER, "light", scripts=True, media="print")
    (PICTURES / f"{name}-print.png").write_bytes(browser.picture())
    return findings + [f"print: {found}" for found in browser.ask(LAYOUT) + browser.ask(CONTRAST)]


def build(folder: Path, *arguments: str) -> Findings:
    shutil.rmtree(folder, ignore_errors=True)
    ended = run([ROOT / "splicebeam", "build", f"--output={folder}", "--kmerSizes=3", *arguments], SECONDS)
    if ended.code:
        return [f"exit code {ended.code}", *ended.tail()]
    return again(folder)


def again(folder: Path) -> Findings:
    """The command makes the page that the build has made."""
    before = (folder / "report.html").read_bytes()
    ended = run([ROOT / "splicebeam", "report", folder], SECONDS)
    if ended.code or ended.out != f"wrote {folder}/report.html\n":
        return [f"exit code {ended.code}: {ended.out}", *ended.tail()]
    return [] if (folder / "report.html").read_bytes() == before else ["splicebeam report makes another page than the build"]


def of_scores(folder: Path) -> Findings:
    genome = WORK / "report-genome"
    shutil.rmtree(genome, ignore_errors=True)
    ended = run([ROOT / "splicebeam", "simulate", "--genes=48", f"--output={genome}"], SECONDS)
    if ended.code:
        return ended.tail()
    source = (f"--scores={genome}/scores", f"--fasta={genome}/genome.fa", f"--gtf={genome}/annotation.gtf")
    return build(folder, *source, "--splits=gene", "--baseModel=made up")


def of_tables(folder: Path) -> Findings:
    return build(folder, f"--input={GENOME}/analysis", f"--gtf={GENOME}/annotation.gtf")


def of_hostile_names(folder: Path) -> Findings:
    source = WORK / "report-hostile"
    shutil.rmtree(source, ignore_errors=True)
    tables = source / "<img src=x onerror=alert(1)>"
    tables.mkdir(parents=True)
    names = {f"SIMG{i + 1:011}": name for i, name in enumerate(HOSTILE)}
    chromosome = "<b onclick=alert(1)>\N{RIGHT-TO-LEFT OVERRIDE}X"
    for table in sorted((GENOME / "analysis").iterdir()):
        text = (gzip.decompress(table.read_bytes()) if table.suffix == ".gz" else table.read_bytes()).decode()
        lines = [line.split("\t") for line in text.splitlines()]
        gene, chrom = lines[0].index("gene_id"), lines[0].index("chrom")
        lines[0].append("<u>unknown</u>\N{RIGHT-TO-LEFT OVERRIDE}")
        for cells in lines[1:]:
            cells[gene] = names[cells[gene]]
            cells[chrom] = chromosome if cells[chrom] == "X" else cells[chrom]
            cells.append("")
        lines.append(["<i>cut</i>\x1b[31m", *lines[-1][1:3]])
        (tables / table.name.removesuffix(".gz")).write_text("\n".join("\t".join(cells) for cells in lines) + "\n", encoding="utf-8")
    annotation = []
    for line in (GENOME / "annotation.gtf").read_text().splitlines():
        for plain, name in names.items():
            quote = "'" if '"' in name else '"'
            line = line.replace(f'gene_id "{plain}"', f"gene_id {quote}{name}{quote}")
            line = line.replace(f'gene_name "SIM{int(plain[4:])}"', f"gene_name {quote}{name}{quote}")
        annotation.append(re.sub(r"^X\t", lambda _: f"{chromosome}\t", line.replace('"lncRNA"', '"<b onclick=alert(1)>lnc</b>"')))
    annotation.append("<script>alert(1)</script>\tx\texon\t1\t0\t.\t+\t.\tgene_id \"<img src=x onerror=alert(1)>\"")
    (source / "<annotation>.gtf").write_text("\n".join(annotation) + "\n", encoding="utf-8")
    return build(
        folder, f"--input={tables}", f"--gtf={source}/<annotation>.gtf", "--baseModel=<script>alert(1)</script>", "--maxRejectedFraction=1"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="a regular expression of cases' names")
    parser.add_argument("folders", nargs="*", type=Path, help="data sets to look at instead")
    asked = parser.parse_args()
    if not (shutil.which("chromedriver") and (shutil.which("chromium") or shutil.which("google-chrome"))):
        print("skipped: there is no Chromium with its driver (apt-get install chromium chromium-driver)")
        return 0
    harness = Harness(ROOT, only=asked.only)
    browser = Browser()
    try:
        tests: dict[str, Callable[[Path], Findings]] = {"scores": of_scores, "tables": of_tables, "hostile": of_hostile_names}
        if asked.folders:
            tests = {folder.name: lambda _: [] for folder in asked.folders}
        places = {folder.name: folder.resolve() for folder in asked.folders}
        for name, test in tests.items():
            harness.check(
                f"report, {name}",
                lambda output, name=name, test=test: test(output) or look(browser, name, places.get(name, output)),
            )
    finally:
        browser.close()
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
