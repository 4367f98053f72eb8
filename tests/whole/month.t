#!/usr/bin/python3
"""The sample's month: every file is there, true, and the same whoever makes it."""
import csv
import hashlib
import html.parser
import io
import json
import os
import re
import sys
import time
import xml.etree.ElementTree

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

NOUNS = ("records", "figures", "selections", "document")
ATOM = "{http://www.w3.org/2005/Atom}"


def without_dates(folder):
    return {path: digest for path, digest in tree(folder).items() if path.endswith(".csv")}


# ---- what a build leaves ----

def test_files():
    """a build leaves every file of the month, none of them empty, and an index and a feed"""
    with scratch() as folder:
        out = built(folder, whole=True)
        there = files(out)
        none([path for path in ("index.html", "feed.xml") if path not in there], "missing in out/")
        month = files(os.path.join(out, PERIOD))
        none([part for part in PARTS if part not in month], "missing in the month")
        tables = [path for path in month if path.startswith("data/") and path.endswith(".csv")]
        assert len(tables) > 10, "only %d tables in data/" % len(tables)
        none([path for path in there if not read(out, path)], "files are empty")
        none([path for path in there if not path.startswith(PERIOD + "/") and path not in ("index.html", "feed.xml")], "files that nobody asked for")


def test_words_on_the_terminal():
    """a build says where to look on stdout, and writes no progress where no terminal watches"""
    with scratch() as folder:
        small_copy(folder)
        process = tidings("-C", os.path.join(folder, "project"), "build", "--out", os.path.join(folder, "out"))
        paths = process.stdout.split()
        assert os.path.join(folder, "out", PERIOD, "report.html") in paths, process.stdout
        none([path for path in paths if not os.path.exists(path)], "paths are said that are not there")
        assert "\r" not in process.stderr and "\x1b" not in process.stderr, process.stderr[:300]


def test_project_untouched():
    """a build writes to out/ and log/ only; what was refused is logged for its owner alone"""
    with scratch() as folder:
        project = small_copy(folder)
        before = tree(project)
        tidings("-C", project, "build")
        after = {path: digest for path, digest in tree(project).items() if path.split("/")[0] not in ("out", "log")}
        same_digests(after, before, "the project")
        equal(os.stat(os.path.join(project, "log/refused.csv")).st_mode & 0o777, 0o600, "mode of log/refused.csv")
        with open(os.path.join(project, "log/refused.csv"), newline="", encoding="utf-8") as log:
            rows = list(csv.reader(log))
        none([row for row in rows if len(row) != len(rows[0])], "rows of refused.csv are ragged")


def test_manifest():
    """the manifest's hashes are those of the files, it lists all of them, and all that was read"""
    with scratch() as folder:
        out = os.path.join(built(folder, whole=True), PERIOD)
        project = os.path.join(folder, "project")
        manifest = json.loads(text(out, "manifest.json"))
        outputs = {it["path"]: it["sha256"] for it in manifest["outputs"]}
        inputs = {it["path"]: it["sha256"] for it in manifest["inputs"]}
        equal(sorted(outputs), [path for path in files(out) if path != "manifest.json"], "outputs listed")
        none([path for path, digest in outputs.items() if hashlib.sha256(read(out, path)).hexdigest() != digest], "outputs have another hash")
        none([path for path, digest in inputs.items() if hashlib.sha256(read(project, path)).hexdigest() != digest], "inputs have another hash")
        exports = ["exports/" + path for path in files(os.path.join(project, "exports"))] + ["tables/" + path for path in files(os.path.join(project, "tables"))]
        none([path for path in exports + ["tidings.yaml", "people.csv", "erasures.csv", "letters/%s.md" % PERIOD] if path not in inputs], "inputs are not listed")
        assert ".tidings/key" not in inputs, "the key's hash is nobody's business"


def test_manifest_fonts():
    """the manifest names the fonts and the libraries that the pages were made with"""
    manifest = json.loads(text(edition(), "manifest.json"))
    fonts = json.dumps(manifest.get("fonts", ""))
    assert "Lato" in fonts and "sha256" in fonts, "fonts: %s" % fonts[:300]
    libraries = json.dumps(manifest.get("libraries", ""))
    none([name for name in ("cairo", "pango", "harfbuzz", "igraph") if name not in libraries.lower()], "libraries are not named")


def test_figures():
    """figures.json has both disciplines, a state for every value, and no number where there is none"""
    figures = json.loads(text(edition(), "figures.json"))
    figures = figures["figures"] if isinstance(figures, dict) else figures
    names = {it["name"]: it for it in figures}
    assert {it["discipline"] for it in figures} == {"broadcast", "community"}, {it["discipline"] for it in figures}
    none([name for name, it in names.items() if not name.startswith("b_" if it["discipline"] == "broadcast" else "c_")], "metrics with a name of the other side")
    known = {"ok", "small", "too_few", "undefined", "no_data", "partial", "provisional", "suppressed", "break", "not_reached"}
    values = list(values_of(figures))
    assert len(values) > 200, "only %d values" % len(values)
    none([it for it in values if it["state"].lower() not in known], "values of no known state")
    wordless = ("too_few", "undefined", "no_data", "suppressed", "not_reached")
    none([it for it in values if it["state"].lower() in wordless and it.get("value") is not None], "numbers stand where there is none")


def values_of(tree):
    if isinstance(tree, dict):
        if "state" in tree and "n" in tree:
            yield tree
        for child in tree.values():
            yield from values_of(child)
    elif isinstance(tree, list):
        for child in tree:
            yield from values_of(child)


def test_tables():
    """every table in data/ reads as CSV with one header, and no cell begins a formula"""
    month = edition()
    for path in files(os.path.join(month, "data")):
        rows = list(csv.reader(io.StringIO(text(month, "data", path), newline="")))
        assert len(rows) >= 1 and len(set(rows[0])) == len(rows[0]), "%s: header %r" % (path, rows[:1])
        none(["%s: %r" % (path, row) for row in rows if len(row) != len(rows[0])], "ragged rows")
        none(["%s: %r" % (path, cell) for row in rows for cell in row if cell[:1] in "=+@\t\r" and cell[:1]
              or cell[:1] == "-" and not cell[1:2].isdigit()], "cells that a spreadsheet would run")


# ---- the same bytes ----

def test_same_bytes():
    """another day, folder, zone, locale and number of jobs make the same bytes"""
    with scratch() as one, scratch() as other:
        first = built(one, "--jobs", "4", whole=True)
        second = built(other, "--jobs", "1", whole=True, out="elsewhere/deep/out", cwd="/", env=environment(TZ="Pacific/Auckland", LC_ALL="C", COLUMNS="40"))
        same_trees(first, second)


def test_rebuilt():
    """building again over an edition leaves the same bytes and nothing beside it"""
    with scratch() as folder:
        out = built(folder)
        before = tree(out)
        built(folder, "--force")
        built(folder)
        same_digests(tree(out), before, "out/")
        equal(sorted(os.listdir(out)), sorted([PERIOD, "feed.xml", "index.html"]), "out/")


def test_relative_folder():
    """-C with a relative path, and no -C inside the project, make the same bytes as an absolute one"""
    with scratch() as folder:
        out = built(folder)
        tidings("-C", "project", "build", "--out", "there", cwd=folder)
        tidings("build", cwd=os.path.join(folder, "project"))
        where = os.path.join(folder, "project", "there") if os.path.exists(os.path.join(folder, "project", "there")) else os.path.join(folder, "there")
        same_trees(out, where)
        same_trees(out, os.path.join(folder, "project/out"))


def mail_date(out):
    line = [it for it in text(out, PERIOD, "newsletter.eml").splitlines() if it.startswith("Date:")]
    return line[0]


def test_dates():
    """the edition bears --now, else SOURCE_DATE_EPOCH, else the newest capture in the data"""
    with scratch() as folder:
        captured = mail_date(built(folder))
        epoch = mail_date(built(folder, out="epoch", env=environment(SOURCE_DATE_EPOCH="1793750400")))
        stated = mail_date(built(folder, "--now", "2026-11-09T08:30:00Z", out="now", env=environment(SOURCE_DATE_EPOCH="1793750400")))
        assert re.search(r" 0?[23] Nov 2026 ", captured), captured
        assert " 4 Nov 2026" in epoch or "04 Nov 2026" in epoch, epoch
        assert "9 Nov 2026 08:30:00" in stated, stated
        tables = [without_dates(os.path.join(folder, out, PERIOD)) for out in ("out", "epoch", "now")]
        assert tables[0] == tables[1] == tables[2], "the figures depend on the day they are made"


def chat_with(folder, stray):
    """A chat of sixty days, to the end of October 2026, and one message more."""
    with open(os.path.join(folder, "tidings.yaml"), "w") as file:
        file.write("name: Shed\nreport_tz: UTC\naccounts:\n  - { id: chat, platform: slack, name: Chat }\n")
    os.makedirs(os.path.join(folder, "exports/general"))
    for second in [1793491200 - day * 86400 for day in range(1, 61)] + stray:
        name = os.path.join(folder, "exports/general", time.strftime("%Y-%m-%d.json", time.gmtime(second)))
        with open(name, "w") as file:
            json.dump([{"type": "message", "user": "U%d" % (second // 86400 % 7), "text": "Hello", "ts": "%d.000100" % second}], file)


def test_stray_date():
    """a lone date far in the future moves neither the month nor the date of the edition, nor is the edition stale, and it is told"""
    with scratch() as folder:
        chat_with(folder, [4102444800])
        process = tidings("-C", folder, "build")
        assert "2100-01-01 lies a year or more after everything else" in process.stderr, process.stderr
        assert os.listdir(os.path.join(folder, "out")).count(PERIOD) == 1, os.listdir(os.path.join(folder, "out"))
        assert "2100" not in text(folder, "out", "feed.xml")
    with scratch() as folder:
        chat_with(folder, [1804204800])
        process = tidings("-C", folder, "build", "--now", "2026-11-02T09:00:00Z")
        assert "the month reported is 2026-10" in process.stderr, process.stderr


def test_date_that_is_none():
    """a SOURCE_DATE_EPOCH or --now that is no time of the calendar ends with 2 and is named; an empty one is none"""
    with scratch() as folder:
        with open(os.path.join(folder, "tidings.yaml"), "w") as file:
            file.write("name: Shed\nreport_tz: UTC\n")
        for wrong in ("soon", "1e9", "99999999999999999", "9223372036854775807"):
            process = tidings("-C", folder, "build", env=environment(SOURCE_DATE_EPOCH=wrong), expect=USAGE)
            assert 'SOURCE_DATE_EPOCH should be seconds since 1970, not "%s"' % wrong in process.stderr, process.stderr
            assert '"%s" is not a time' % wrong in tidings("-C", folder, "build", "--now", wrong, expect=USAGE).stderr
        assert "SOURCE_DATE_EPOCH" not in tidings("-C", folder, "build", env=environment(SOURCE_DATE_EPOCH=""), expect=USAGE).stderr


# ---- parts and periods ----

def test_period():
    """--period builds an earlier month, beside the last one; index and feed have both, the newest first"""
    with scratch() as folder:
        out = built(folder, "--period", "2026-09")
        equal(sorted(it for it in os.listdir(out) if it[:2] == "20"), ["2026-09"], "editions")
        built(folder)
        index, feed = text(out, "index.html"), xml.etree.ElementTree.fromstring(read(out, "feed.xml"))
        assert 0 <= index.find('2026-10/') < index.find('2026-09/'), "the index does not list both, newest first"
        links = [link.get("href") for link in feed.iter(ATOM + "link") if "2026-" in link.get("href", "")]
        assert any("2026-09" in link for link in links) and any("2026-10" in link for link in links), links
        ids = [it.text for it in feed.iter(ATOM + "id")]
        assert len(ids) == len(set(ids)) >= 3, ids


def test_month_does_not_know_the_future():
    """an earlier month reads the same whether or not a later one was published"""
    with scratch() as folder:
        early = tree(os.path.join(built(folder, "--period", "2026-09", out="early"), "2026-09"))
        built(folder, out="late")
        late = tree(os.path.join(built(folder, "--period", "2026-09", out="late"), "2026-09"))
        same_digests(late, early, "2026-09")


def test_only():
    """--only writes that part and a manifest, nothing else"""
    wanted = {"report": {"report.html", "report.pdf"}, "newsletter": {"newsletter.html", "newsletter.txt", "newsletter.eml"}}
    with scratch() as folder:
        whole = built(folder)
        for part, names in wanted.items():
            out = built(folder, "--only", part, out=part)
            equal(set(files(os.path.join(out, PERIOD))), names | {"manifest.json"}, "--only " + part)
            none([it for it in names if read(out, PERIOD, it) != read(whole, PERIOD, it)], "files differ from those of a whole edition")
        data = files(os.path.join(built(folder, "--only", "data", out="data"), PERIOD))
        assert "figures.json" in data and not {"report.html", "newsletter.eml"} & set(data), data


def test_dumps():
    """--dump prints every noun, the same on every run and with any number of jobs, and publishes nothing"""
    with scratch() as folder:
        project = sample_copy(folder)
        for noun in NOUNS:
            one = tidings("-C", project, "build", "--dump", noun, "--jobs", "1").stdout
            other = tidings("-C", project, "build", "--dump", noun, "--jobs", "4", env=environment(TZ="Asia/Tokyo")).stdout
            assert one.count("\n") > 5, "%s: %r" % (noun, one[:200])
            assert one == other, "%s: %s" % (noun, first_difference(one.encode(), other.encode()))
        assert not os.path.exists(os.path.join(project, "out")), "a dump published something"


def test_all():
    """--all builds every complete month of the data, and each is the same as when built alone"""
    with scratch() as folder:
        exports = os.path.join(small_copy(folder), "exports")
        for path in files(exports):
            if not path.startswith(("x/account_analytics_content_2026-07", "x/account_analytics_content_2026-08", "x/account_analytics_content_2026-09", "rides/Larkfield")):
                os.remove(os.path.join(exports, path))
        for path in files(os.path.join(folder, "project/tables")):
            os.remove(os.path.join(folder, "project/tables", path))
        out = built(folder, "--all", out="all", expect=(FINE, REFUSED, STALE))
        months = [it for it in sorted(os.listdir(out)) if it[:2] == "20"]
        equal(months, ["2026-07", "2026-08", "2026-09", PERIOD], "months")
        for month in months[1:]:
            alone = built(folder, "--period", month, out="alone", expect=(FINE, REFUSED, STALE))
            same_digests(tree(os.path.join(out, month)), tree(os.path.join(alone, month)), month)


# ---- usage ----

def test_usage():
    """what the command line cannot mean ends with 2 and a hint, and publishes nothing"""
    wrong = (["build", "--period", "2026-13"], ["build", "--period", "soon"], ["build", "--only", "everything"], ["build", "--dump", "numbers"],
             ["build", "--now", "tomorrow"], ["build", "--frobnicate"], ["fly"], ["list", "wishes"], ["explain", "c_happiness"], ["inspect"], ["init"])
    with scratch() as folder:
        project = small_copy(folder)
        for arguments in wrong:
            process = tidings("-C", project, *arguments, expect=USAGE)
            assert process.stderr.strip(), "%s says nothing" % arguments
        assert not os.path.exists(os.path.join(project, "out")), "something was published"


def test_help():
    """--help, a command's --help and --version end with 0 and print"""
    for arguments in (["--help"], ["--version"], ["build", "--help"], ["inspect", "--help"], ["explain", "--help"]):
        assert tidings(*arguments).stdout.strip(), arguments
    listed = tidings("--help").stdout
    none([it for it in ("init", "inspect", "check", "build", "explain", "list") if it not in listed], "commands are not in --help")


def test_lists():
    """list prints platforms, metrics of both disciplines, charts, themes and variables"""
    for noun, words in {"platforms": ["slack", "discourse", "tiktok", "ga4"], "metrics": ["b_", "c_"], "charts": ["line", "survival", "network"],
                        "themes": ["default"], "variables": ["title"]}.items():
        printed = tidings("list", noun).stdout
        none([word for word in words if word not in printed], "words are not in `list %s`" % noun)


def test_explain():
    """explain opens every number: definition, values, and the files behind it"""
    with scratch() as folder:
        project = small_copy(folder)
        for name in ("c_helpers", "b_leads_generated"):
            if name in tidings("list", "metrics").stdout:
                printed = tidings("-C", project, "explain", name).stdout
                none([word for word in ("formula", "source", "October 2026", "earlier, all ", "2026-09", "rows behind it", "exports/" if name[0] == "c" else "leads") if word not in printed],
                     "words are not in `explain %s`" % name)


def test_check():
    """check reads all, publishes nothing, and says that the project is ready"""
    with scratch() as folder:
        project = small_copy(folder)
        before = tree(project)
        assert "ready" in tidings("-C", project, "check").stdout
        same_digests(tree(project), before, "the project")


def test_begin():
    """a project laid down by init is ready to be filled: build says that there is nothing to report yet"""
    with scratch() as folder:
        tidings("init", "mine", cwd=folder)
        project = os.path.join(folder, "mine")
        equal(os.stat(os.path.join(project, ".tidings/key")).st_mode & 0o777, 0o600, "mode of the key")
        process = tidings("-C", project, "build", expect=USAGE)
        assert "hint" in process.stderr and "exports" in process.stderr, process.stderr
        assert not os.path.exists(os.path.join(project, "out", "index.html")), "an empty project published something"
        before = tree(project)
        tidings("init", "mine", cwd=folder)
        same_digests(tree(project), before, "a second init changed the project")


# ---- links ----

class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if name in ("href", "src") and value]


def test_links():
    """every local link of the index, the feed and the pages leads to a file that is there"""
    month = edition()
    out = os.path.dirname(month)
    for page in ("index.html", PERIOD + "/report.html", PERIOD + "/newsletter.html"):
        found = Links()
        found.feed(text(out, page))
        local = [link.split("#")[0] for link in found.links if "://" not in link and not link.startswith(("data:", "mailto:", "#", "cid:"))]
        none(["%s: %s" % (page, link) for link in local if not os.path.exists(os.path.join(out, os.path.dirname(page), link))], "links lead nowhere")
    xml.etree.ElementTree.fromstring(read(out, "feed.xml"))


main(globals())
