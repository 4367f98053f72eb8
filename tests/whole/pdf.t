#!/usr/bin/python3
"""report.pdf as readers, printers and screen readers meet it."""
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

LIGATURES = "\ufb00\ufb01\ufb02\ufb03\ufb04"


def pdf():
    return os.path.join(edition(), "report.pdf")


def info():
    return dict(re.findall(r"^([^:\n]+):[ \t]*(.*)$", command("pdfinfo", pdf()), re.M))


def words():
    return command("pdftotext", "-enc", "UTF-8", pdf(), "-")


def document_titles(kind):
    """What the document says in a node of a kind, as --dump document prints it."""
    with scratch() as folder:
        dump = tidings("-C", sample_copy(folder), "build", "--dump", "document").stdout
    dump = dump[:dump.index("\ndocument community")] # the report comes first, then the newsletter
    return [json.loads(it) for it in re.findall(r'^ *%s\b.*?\btitle=("(?:[^"\\]|\\.)*")' % kind, dump, re.M)]


def test_info():
    """pdfinfo: a title with organisation and month, tagged, PDF 1.7, A4, a handful of pages, no JavaScript, not encrypted"""
    told = info()
    assert "Larkfield" in told["Title"] and "October 2026" in told["Title"], told["Title"]
    equal(told["Tagged"], "yes", "Tagged")
    equal(told["PDF version"], "1.7", "version")
    equal(told["JavaScript"], "no", "JavaScript")
    equal(told["Encrypted"], "no", "Encrypted")
    assert "A4" in told["Page size"], told["Page size"]
    assert 2 <= int(told["Pages"]) <= 40, told["Pages"]
    assert "2026" in told["CreationDate"], told["CreationDate"]


def test_syntax():
    """qpdf --check finds nothing"""
    said = command("qpdf", "--check", pdf())
    none([line for line in said.splitlines() if re.match(r"(WARNING|ERROR|.*report\.pdf.*:.*\()", line) or "damaged" in line], "complaints of qpdf")
    assert "No syntax or stream encoding errors found" in said, said


def test_poppler_content():
    """poppler draws every page without a word on stderr"""
    with scratch() as folder:
        said = command("pdftoppm", "-r", "20", "-png", pdf(), os.path.join(folder, "page"))
        equal(said.strip(), "", "pdftoppm")
        equal(len(os.listdir(folder)), int(info()["Pages"]), "pages drawn")


def test_accessible():
    """the machine-checkable rules of PDF/UA-1 hold (tests/check_ua.py)"""
    said = command("/usr/bin/python3", os.path.join(ROOT, "tests/check_ua.py"), pdf(), expect=None)
    assert "PASS" in said and "FAIL" not in said, said


def test_text():
    """every letter reads as itself: no replacement characters, no ligatures, no control characters"""
    said = words()
    none([letter for letter in "\ufffd" + LIGATURES if letter in said], "letters that do not read as themselves")
    none(sorted(set(re.findall(r"[\x00-\x08\x0b\x0e-\x1f\ue000-\uf8ff]", said))), "control or private characters")
    none([it for it in ("Larkfield Cycle Co-operative", "October 2026") if it not in said], "words are missing")


def test_findings():
    """the findings that the document states are on the pages, word for word"""
    page = re.sub(r"\W+", "", words())
    titles = document_titles("chart")
    assert len(titles) >= 5, "only %d charts have titles" % len(titles)
    none([title for title in titles if re.sub(r"\W+", "", title) not in page], "titles of charts are not on the pages")


def test_page_numbers():
    """every page says its number"""
    pages = words().split("\f")[:-1]
    none([number for number, page in enumerate(pages, 1) if not re.search(r"\b%d\b" % number, page)], "pages without their number")
    none([number for number, page in enumerate(pages, 1) if len(page.split()) < 25], "pages are nearly empty")


def test_fonts():
    """all fonts are embedded, cut to what is used, and can be read back as Unicode"""
    lines = command("pdffonts", pdf()).splitlines()[2:]
    assert lines, "no fonts"
    none([line for line in lines if line.split()[-5:-2] != ["yes", "yes", "yes"]], "fonts are not embedded, subset and readable")
    none([line for line in lines if not re.match(r"[A-Z]{6}\+", line)], "fonts without a subset's prefix")


def outline_of(path):
    """[(title, how many stand below it)] of the outline's chapters. Nothing of pikepdf outlives its file: it would fall over."""
    import pikepdf
    with pikepdf.open(path) as file:
        with file.open_outline() as outline:
            return [(str(item.title), sum(1 for _ in flat(item.children))) for item in outline.root]


def links_of(path):
    """[(kind, words, address or None, name of a place or None)] of the annotations, and the names of places."""
    import pikepdf
    with pikepdf.open(path) as file:
        names = {str(it) for it in names_of(file)}
        links = []
        for page in file.pages:
            for link in page.get("/Annots", []):
                action = link.get("/A", {})
                place = link.get("/Dest", action.get("/D"))
                links.append((str(link.Subtype), str(link.get("/Contents", "")), str(action["/URI"]) if "/URI" in action else None,
                              str(place) if isinstance(place, (pikepdf.String, pikepdf.Name)) else None))
        return links, names


def test_outline():
    """the outline has both disciplines, and what is said of each"""
    chapters = dict(outline_of(pdf()))
    none([it for it in ("Broadcast", "Community", "Definitions", "Coverage") if it not in chapters], "chapters are not in the outline")
    assert chapters["Broadcast"] >= 5 and chapters["Community"] >= 5, chapters


def test_links():
    """a link in the notes is a link on the page; links lead to https, mail or a place that is there, and say where"""
    with scratch() as folder:
        notes = os.path.join(small_copy(folder), "notes", PERIOD + ".md")
        with open(notes, "a", encoding="utf-8") as file:
            file.write("\nThe plan stands in [the binder](https://larkfield.example/binder); not in [this](javascript:alert(1)).\n")
        links, names = links_of(os.path.join(built(folder, "--only", "report"), PERIOD, "report.pdf"))
    none([it for it in links if it[0] != "/Link" or not it[1]], "annotations that are no links, or say nothing")
    none([it for it in links if it[3] and it[3].lstrip("/") not in names], "links to places that are not there")
    targets = [it[2] for it in links if it[2]]
    assert "https://larkfield.example/binder" in targets, targets
    none([it for it in targets if not it.startswith(("https://", "http://", "mailto:"))], "links of another kind")


def flat(items):
    for item in items:
        yield item
        yield from flat(item.children)


def names_in(node):
    """The names of a name tree's node; read by hand, since pikepdf.NameTree ends with a fault on trees without limits."""
    for kid in node.get("/Kids", []):
        yield from names_in(kid)
    yield from list(node.get("/Names", []))[::2]


def names_of(file):
    """The named destinations, of the name tree and of the older dictionary."""
    root = file.Root
    if "/Names" in root and "/Dests" in root.Names:
        yield from names_in(root.Names.Dests)
    yield from (name[1:] for name in root.get("/Dests", {}).keys())


def test_no_markup_leaks():
    """no template tag, escape or code of a template language is on a page"""
    said = words()
    none(re.findall(r"\{\{.*?\}\}|&amp;|&lt;|&#\d+;|\(null\)|%s|\bnan\b|-?\binf\b", said), "left-overs of markup")


def test_reading_order():
    """a screen reader meets one first heading, then the others, and every figure with its words"""
    said = command("pdfinfo", "-struct-text", pdf())
    none(re.findall(r"^(?:Syntax|Internal) (?:Error|Warning).*", said, re.M), "complaints about the structure")
    equal(len(re.findall(r"^ *H1\b", said, re.M)), 1, "first headings")
    assert len(re.findall(r"^ *Figure\b", said, re.M)) >= 5, "fewer than five figures"
    assert len(re.findall(r"^ *Table\b", said, re.M)) >= 3, "fewer than three tables"


main(globals())
