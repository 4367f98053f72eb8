#!/usr/bin/python3
"""newsletter.eml as mail programs meet it, and the words that members read."""
import email
import email.policy
import html
import os
import re
import struct
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

BUDGET = 95000
HIDDEN = ("impression", "reach", "click-through", "click rate", "campaign", "conversion", "followers", "leads", "funnel", "ad spend", "engagement rate")


def raw():
    return read(edition(), "newsletter.eml")


def message():
    return email.message_from_bytes(raw(), policy=email.policy.default)


def part(kind):
    return next(it for it in message().walk() if it.get_content_type() == kind)


def shown():
    """The HTML part's words, without its style sheet and without tags."""
    plain = re.sub(r"<(style|title)\b.*?</\1>", " ", part("text/html").get_content(), flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", plain))


def letters(words):
    """Only letters and digits of any script: two layouts of one text are alike."""
    return re.sub(r"[\W_]+", "", words).lower()


def test_no_defects():
    """Python's parser finds no defect in any part or header"""
    parsed = message()
    none([(it.get_content_type(), it.defects) for it in parsed.walk() if it.defects], "defects of parts")
    none([(name, value.defects) for it in parsed.walk() for name, value in it.items() if value.defects], "defects of headers")


def test_structure():
    """alternative{plain, related{html, png…}}: the plainest first, the richest last"""
    parsed = message()
    equal(parsed.get_content_type(), "multipart/alternative", "the whole")
    plain, related = parsed.iter_parts()
    equal(plain.get_content_type(), "text/plain", "first")
    equal(related.get_content_type(), "multipart/related", "second")
    equal(related.get_param("type"), "text/html", "type of related")
    kinds = [it.get_content_type() for it in related.iter_parts()]
    equal(kinds[0], "text/html", "root of related")
    none([kind for kind in kinds[1:] if kind != "image/png"], "other parts")
    equal(plain.get_content_charset(), "utf-8", "charset")


def test_headers():
    """the headers that lists need are there, once each, and say the right things"""
    parsed = message()
    for name in ("From", "Subject", "Date", "Message-ID", "MIME-Version", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"):
        equal(len(parsed.get_all(name, [])), 1, name)
    equal(parsed["From"].addresses[0].addr_spec, "letters@larkfield.example", "From")
    equal(parsed["Reply-To"].addresses[0].addr_spec, "hanna@larkfield.example", "Reply-To")
    assert "October 2026" in parsed["Subject"] or "October" in parsed["Subject"], parsed["Subject"]
    assert "<letters.larkfield.example>" in parsed["List-Id"], parsed["List-Id"]
    equal(parsed["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click", "List-Unsubscribe-Post")
    ways = re.findall(r"<([^>]+)>", parsed["List-Unsubscribe"])
    assert ways and ways[0].startswith("https://larkfield.example/letters/unsubscribe"), ways
    equal([way.split("?")[0] for way in ways[1:]], ["mailto:letters-off@larkfield.example"], "the other way to unsubscribe")
    assert parsed["Date"].datetime.year == 2026 and parsed["Date"].datetime.month == 11, parsed["Date"]
    assert re.fullmatch(r"<[^<>@\s]+@larkfield\.example>", parsed["Message-ID"].strip()), parsed["Message-ID"]
    none([name for name in ("Bcc", "Return-Path", "Received") if parsed[name]], "headers that are not ours to set")


def test_lines():
    """CRLF or LF alone throughout, no line over 998 bytes, none over 78 outside of what must not be folded, 7-bit"""
    data = raw()
    assert b"\r" not in data or data.count(b"\r\n") == data.count(b"\r") == data.count(b"\n"), "line ends are mixed"
    lines = data.split(b"\n")
    none([line for line in lines if len(line.rstrip(b"\r")) > 998], "lines over 998 bytes")
    none([line for line in lines if len(line.rstrip(b"\r")) > 78], "lines over 78 bytes")
    none([line for line in lines if re.search(rb"[^\t\r\x20-\x7e]", line)], "lines with bytes beyond ASCII")


def test_size():
    """the HTML part stays below the size at which Gmail cuts mails, its style sheet below the size it drops"""
    source = part("text/html").get_content()
    assert len(source.encode()) < BUDGET, len(source.encode())
    assert sum(map(len, re.findall(r"<style.*?</style>", source, re.S))) < 16384


def test_pictures():
    """every cid: exists and is used; pictures are PNG with words, sized for their place"""
    source = part("text/html").get_content()
    used = re.findall(r'src="cid:([^"]+)"', source)
    pictures = {it["Content-ID"].strip("<> "): it for it in message().walk() if it.get_content_type() == "image/png"}
    equal(sorted(used), sorted(pictures), "cid:")
    for name, picture in pictures.items():
        data = picture.get_content()
        equal(data[:8], b"\x89PNG\r\n\x1a\n", name)
        width = struct.unpack(">I", data[16:20])[0]
        assert 40 <= width <= 1400, "%s is %d px wide" % (name, width)
        equal(picture.get_content_disposition(), "inline", name)
    none([it for it in re.findall(r"<img\b[^>]*>", source) if not re.search(r'\balt="', it) or not re.search(r'\bwidth="\d+"', it)], "pictures without alt or width")


def test_nothing_fetched():
    """nothing is loaded from anywhere: no picture, style sheet or script of the network; no pixel"""
    source = part("text/html").get_content()
    none(re.findall(r'\b(?:src|background|srcset|poster|data)="(?!cid:)[^"]*"', source), "things loaded from elsewhere")
    none(re.findall(r"<(?:script|link|iframe|object|embed|form|video)\b[^>]*>", source), "elements that mail programs drop or fear")
    none(re.findall(r"url\([^)]*\)|@import[^;]*", source), "style sheets load something")
    none(re.findall(r'<img\b[^>]*(?:width|height)="[01]"[^>]*>', source), "pixels")


def test_links():
    """links are https or mail, and those that need one hold their {token}"""
    links = re.findall(r'href="([^"]*)"', part("text/html").get_content())
    none([link for link in links if not html.unescape(link).startswith(("https://", "mailto:", "#"))], "links of another kind")
    assert any("unsubscribe" in link for link in links), "no link to unsubscribe in the body"
    assert re.search(r"https://\S*unsubscribe", part("text/plain").get_content()), "no link to unsubscribe in the text"


def test_community_only():
    """no word of broadcasting, no figure of reach: the letter is for members"""
    both = shown() + part("text/plain").get_content()
    none([word for word in HIDDEN if re.search(r"\b%s" % word, both, re.I)], "words of broadcasting")


def test_nobody_without_consent():
    """nobody who asked to be forgotten, and nothing said in a private space, is in the letter"""
    both = letters(shown() + part("text/plain").get_content())
    rows = [line.split(",") for line in text(SAMPLE, "erasures.csv").splitlines()[1:] if line and line[0] != "#"]
    gone = {cell for row in rows for cell in row if len(cell) > 4 and not re.fullmatch(r"[\d:-]+", cell)}
    none([name for name in gone if letters(name) in both and letters(name) not in ("forum", "slack", "discord", "discourse")], "people who asked to be forgotten")
    assert "boardroom" not in both, "the private space is named"


def test_text_is_the_same_letter():
    """the text part says what the HTML part says: every heading of one is in the other"""
    plain = letters(part("text/plain").get_content())
    source = part("text/html").get_content()
    headings = [html.unescape(re.sub(r"<[^>]+>", "", it)) for it in re.findall(r"<h[1-4]\b[^>]*>(.*?)</h[1-4]>", source, re.S)]
    assert len(headings) >= 4, headings
    none([it for it in headings if letters(it) not in plain], "headings are missing in the text part")
    targets = [html.unescape(it) for it in re.findall(r'href="(https://[^"]*)"', source)]
    there = part("text/plain").get_content()
    none([it for it in targets if it not in there], "links are missing in the text part")


def test_text_reads_well():
    """the text part is wrapped for a terminal, and holds no markup"""
    plain = part("text/plain").get_content()
    none([line for line in plain.splitlines() if len(line) > 78 and "://" not in line], "long lines")
    none(re.findall(r"</?[a-z]+[^>]*>|&[a-z]+;|&#\d+;|\{\{.*?\}\}|\(null\)", plain), "left-overs of markup")


def test_text_browser():
    """w3m shows the letter in reading order, with a first heading before its sections"""
    with scratch() as folder:
        page = os.path.join(folder, "letter.html")
        with open(page, "w", encoding="utf-8") as file:
            file.write(part("text/html").get_content())
        dump = command("w3m", "-dump", "-cols", "80", "-I", "UTF-8", "-O", "UTF-8", "-T", "text/html", page)
    assert len(dump.split()) > 120, dump[:500]
    headings = [html.unescape(re.sub(r"<[^>]+>", "", it)) for it in re.findall(r"<h[1-4]\b[^>]*>(.*?)</h[1-4]>", part("text/html").get_content(), re.S)]
    places = [dump.find(it.split()[0]) for it in headings] # labels stand in a narrow column, so their words are apart
    assert -1 not in places and places == sorted(places), list(zip(headings, places))


def test_for_screen_readers():
    """language, direction and roles are said; tables of layout say that they are"""
    source = part("text/html").get_content()
    assert re.search(r'<html[^>]*\blang="en', source), "no language"
    for table in re.findall(r"<table\b[^>]*>(?:(?!</?table).)*", source, re.S):
        assert 'role="presentation"' in table.split(">")[0] or "<th" in table, "a table that is neither layout nor data: " + table[:200]
    equal(len(re.findall(r"<h1\b", source)), 1, "first headings")


def test_parts_stand_alone():
    """newsletter.txt is the text part, newsletter.html the same letter as a page without cid:"""
    equal(letters(text(edition(), "newsletter.txt")), letters(part("text/plain").get_content()), "newsletter.txt")
    page = text(edition(), "newsletter.html")
    assert "cid:" not in page, "cid: in newsletter.html"
    source = part("text/html").get_content()
    headings = [it for it in re.findall(r"<h[12]\b[^>]*>(.*?)</h[12]>", source, re.S)]
    none([it for it in headings if letters(re.sub(r"<[^>]+>", "", it)) not in letters(re.sub(r"<[^>]+>", "", page))], "headings are missing in newsletter.html")


def test_corrected_letter_is_another():
    """the Message-ID depends on what is said, so that a corrected letter is not taken for a copy"""
    with scratch() as folder:
        project = sample_copy(folder)
        with open(os.path.join(project, "letters", PERIOD + ".md"), "a", encoding="utf-8") as letter:
            letter.write("\nOne more line, said later.\n")
        built(folder, "--only", "newsletter")
        other = email.message_from_bytes(read(folder, "out", PERIOD, "newsletter.eml"), policy=email.policy.default)
    assert "One more line, said later." in " ".join(other.get_body(("plain",)).get_content().split()), "the letter is not woven in"
    assert other["Message-ID"] != message()["Message-ID"], "the same Message-ID"


main(globals())
