#!/usr/bin/python3
"""The pages as documents: valid, whole in themselves, and nothing runs or is loaded."""
import base64
import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

CHECKER = os.path.join(BUILD, "node_modules/vnu-jar/build/dist/vnu.jar")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def pages():
    month = edition()
    return [os.path.join(os.path.dirname(month), "index.html"), os.path.join(month, "report.html"), os.path.join(month, "newsletter.html")]


class Page(html.parser.HTMLParser):
    """Elements in order as (tag, attributes, path of tags above)."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.above = [], []
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes), tuple(self.above)))
        if tag not in VOID:
            self.above.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes), tuple(self.above)))

    def handle_endtag(self, tag):
        if tag in self.above:
            while self.above.pop() != tag:
                pass


def each(pages=pages):
    for path in pages():
        with open(path, encoding="utf-8") as file:
            source = file.read()
        yield os.path.basename(path), source, Page(source)


def test_valid():
    """the Nu HTML checker finds no error in index, report and newsletter, and in the first two nothing to warn of

    It does not look for a style sheet's hash in the policy, which test_policy does; mail programs want the attributes it calls obsolete."""
    process = subprocess.run(["java", "-Xss4m", "-jar", CHECKER, "--format", "json", *pages()], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    messages = json.loads(process.stderr)["messages"]
    none(["%s:%s: %s … %s" % (os.path.basename(it.get("url", "")), it.get("lastLine"), it["message"], it.get("extract", "").strip()[:120])
          for it in messages if it["type"] != "info"], "errors")
    none(sorted({it["message"] for it in messages if it.get("subType") == "warning"
                 and not it["url"].endswith("newsletter.html") and not it["message"].startswith("Inline style violates")}), "kinds of warnings")


def test_nothing_runs():
    """no script, no handler, no style attribute in report and index, no form, no refresh"""
    for name, source, page in each():
        tags = [tag for tag, _, _ in page.elements]
        none([tag for tag in tags if tag in ("script", "iframe", "object", "embed", "form", "input", "base", "noscript")], "elements in " + name)
        none([key for _, attributes, _ in page.elements for key in attributes if key.startswith("on")], "handlers in " + name)
        none([(tag, it["style"]) for tag, it, _ in page.elements if "style" in it and name != "newsletter.html"], "style attributes in " + name)
        none([it for tag, it, _ in page.elements if tag == "meta" and it.get("http-equiv", "").lower() == "refresh"], "refreshes in " + name)


def test_policy():
    """the policy allows nothing but pictures and fonts inside and the one style sheet whose hash it holds"""
    for name, source, page in each():
        if name == "newsletter.html":
            continue
        policy = next((it["content"] for tag, it, _ in page.elements if tag == "meta" and it.get("http-equiv", "").lower() == "content-security-policy"), None)
        assert policy and "default-src 'none'" in policy, "%s: %r" % (name, policy)
        assert "unsafe" not in policy and "http" not in policy, policy
        sheets = re.findall(r"<style[^>]*>(.*?)</style>", source, re.S)
        hashes = ["'sha256-%s'" % base64.b64encode(hashlib.sha256(it.encode()).digest()).decode() for it in sheets]
        assert sheets and all(it in policy for it in hashes), "%s: %s is not in %s" % (name, hashes, policy)


def test_nothing_loaded():
    """nothing comes from elsewhere: every source is inside the page"""
    for name, source, page in each():
        loaded = [(tag, key, it[key]) for tag, it, _ in page.elements for key in ("src", "srcset", "poster", "data", "background", "xlink:href") if it.get(key)]
        loaded += [(tag, "href", it["href"]) for tag, it, _ in page.elements if tag in ("link", "use", "image") and it.get("href")]
        none([it for it in loaded if not it[2].startswith(("data:", "#")) and not it[2].endswith("feed.xml")], "sources in " + name)
        none([it for it in re.findall(r"url\(([^)]*)\)", source) if not it.strip("'\"").startswith(("data:", "#"))], "url() in " + name)
        none(re.findall(r"@import[^;]*", source), "imports in " + name)


def test_ids():
    """ids are unique, and every reference to one finds it"""
    for name, source, page in each():
        ids = [it["id"] for _, it, _ in page.elements if "id" in it]
        none(sorted({it for it in ids if ids.count(it) > 1}), "ids twice in " + name)
        wanted = [word for _, it, _ in page.elements for key in ("aria-labelledby", "aria-describedby", "headers", "for", "aria-controls")
                  for word in (it.get(key) or "").split()]
        wanted += [it["href"][1:] for tag, it, _ in page.elements if tag in ("a", "use") and (it.get("href") or "").startswith("#") and len(it["href"]) > 1]
        wanted += re.findall(r"url\(['\"]?#([^'\")]+)", source)
        none(sorted(set(wanted) - set(ids)), "references lead nowhere in " + name)


def test_links():
    """links are https, mail or inside; what leads outside hands on no referrer's power"""
    for name, source, page in each():
        links = [it for tag, it, _ in page.elements if tag == "a"]
        none([it for it in links if re.match(r"[a-z]+:", it.get("href", "")) and not it["href"].startswith(("https://", "mailto:"))], "links of another kind in " + name)
        none([it for it in links if it.get("target")], "links that open windows in " + name)


def test_charts():
    """every chart is a picture with a name and a description, and its numbers stand as a table beside it"""
    name, source, page = next(it for it in each() if it[0] == "report.html")
    charts = re.findall(r"<svg\b.*?</svg>", source, re.S)
    pictures = [it for it in charts if 'role="img"' in it.split(">")[0]]
    assert len(pictures) >= 7, "only %d pictures" % len(pictures)
    none([it.split(">")[0] for it in charts if it not in pictures and "aria-hidden" not in it.split(">")[0]], "drawings that are neither named nor hidden")
    for picture in pictures:
        drawn = xml.etree.ElementTree.fromstring(picture if "xmlns=" in picture.split(">")[0] else picture.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))
        parts = {child.tag.split("}")[1]: "".join(child.itertext()).strip() for child in drawn}
        assert len(parts.get("title", "")) > 3, "no title: " + picture[:200]
        assert len(parts.get("desc", "")) > 25, "no description: " + picture[:200]
    equal(len(re.findall(r"<svg\b[^>]*>(?:(?!</svg>).)*<path[^>]*glyph", source, re.S)), 0, "text drawn as outlines")
    assert len(re.findall(r"<table\b", source)) >= len(pictures), "fewer tables than charts"


def test_tables():
    """every table of data has a caption or a name, and headings that say what they head"""
    for name, source, page in each():
        if name == "newsletter.html":
            continue
        for table in re.findall(r"<table\b.*?</table>", source, re.S):
            assert "<caption" in table or "aria-label" in table.split(">")[0], "%s: a table without a name: %s" % (name, table[:200])
            none([it for it in re.findall(r"<th\b[^>]*>", table) if "scope=" not in it], "headings without scope in " + name)


def test_headings():
    """one first heading, no level skipped, landmarks, language, title, a way past the head"""
    for name, source, page in each():
        levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        equal(levels.count(1), 1, "%s: first headings" % name)
        none(["h%d after h%d" % (b, a) for a, b in zip(levels, levels[1:]) if b > a + 1], "levels skipped in " + name)
        root = next(it for tag, it, _ in page.elements if tag == "html")
        equal(root.get("lang"), "en", "%s: language" % name)
        assert re.search(r"<title>[^<]*Larkfield[^<]*</title>", source), name
        if name != "newsletter.html":
            assert any(tag == "main" for tag, _, _ in page.elements), "%s has no main" % name
        assert any(tag == "meta" and it.get("name") == "viewport" for tag, it, _ in page.elements), "%s has no viewport" % name


def test_no_markup_leaks():
    """no template tag, double escape or lost value is on a page"""
    for name, source, page in each():
        words = re.sub(r"<style.*?</style>|data:[^\"')]*", "", source, flags=re.S)
        none(re.findall(r"\{\{.*?\}\}|&amp;(?:amp|lt|gt|quot|#\d+);|\(null\)|>\s*-?(?:nan|inf)\s*<", words), "left-overs in " + name)


def test_both_sides():
    """the first page has two blocks, broadcast and community, and neither stands inside the other"""
    name, source, page = next(it for it in each() if it[0] == "report.html")
    words = [re.search(r"\bbroadcast\b", " ".join(it.get("class", "").split())) for _, it, _ in page.elements]
    assert any(words), "nothing is marked as broadcast"
    assert any(re.search(r"\bcommunity\b", it.get("class", "")) for _, it, _ in page.elements), "nothing is marked as community"


def test_size():
    """the report is one file that can be mailed"""
    assert os.path.getsize(pages()[1]) < 5_000_000, os.path.getsize(pages()[1])


main(globals())
