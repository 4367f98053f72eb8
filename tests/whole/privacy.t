#!/usr/bin/python3
"""Nobody is told of who did not agree to it (METRICS §9): every output of the sample's month is searched for every member's names, handles and
accounts, for what was said in private, for addresses and numbers."""
import csv
import functools
import html
import io
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

LETTERS = ("newsletter.html", "newsletter.txt", "newsletter.eml")
PRIVATE = "chat/board-room"
RUN = 5  # words in a row that no two people say by chance


# ---- what is searched ----

@functools.lru_cache(None)
def words_of(path):
    """What a reader, a search or a curious eye finds in a file."""
    found = read(path).decode("utf-8", "replace")
    if path.endswith(".pdf"):
        found = command("pdftotext", "-layout", path, "-") + command("pdfinfo", path) + command("pdfinfo", "-struct-text", path) + command("pdfinfo", "-url", path)
    if path.endswith(".eml"):
        import email
        import email.policy
        message = email.message_from_bytes(read(path), policy=email.policy.default)
        found = str(message["subject"]) + "".join(part.get_content() for part in message.walk() if part.get_content_type().startswith("text/"))
    return html.unescape(re.sub(r"(?:data:[\w/+.-]+;base64,)[\w+/=]+", " ", found))


def outputs():
    """(name, path) of all files of the month, and of the index and feed above it."""
    month = edition()
    above = os.path.dirname(month)
    return [(path, os.path.join(month, path)) for path in files(month)] + [(name, os.path.join(above, name)) for name in ("index.html", "feed.xml")]


def is_letter(name):
    """What is made for members: there people may stand who agreed to it."""
    return name in LETTERS or name.startswith("data/selection-")


def whole(words):
    """One pattern for many words that stand alone."""
    return re.compile(r"(?<![\w@.-])(?:%s)(?![\w-])" % "|".join(sorted(map(re.escape, words), key=len, reverse=True)))


# ---- who is who ----

@functools.lru_cache(None)
def records():
    with scratch() as folder:
        return tidings("-C", sample_copy(folder), "build", "--dump", "records").stdout


def fields(line):
    return {key: bare or quoted for key, quoted, bare in re.findall(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|(\S+))', line)}


@functools.lru_cache(None)
def members():
    """Rows of people who are no staff and no bots."""
    rows = [fields(line) for line in records().splitlines() if line.startswith("member ")]
    return [row for row in rows if row.get("kind") not in ("staff", "bot")]


@functools.lru_cache(None)
def consent():
    """{person: the words they agreed to be called by}"""
    agreed = {}
    for row in csv.DictReader(io.StringIO(text(SAMPLE, "people.csv"))):
        if row["consent_newsletter"] == "full":
            agreed[row["person"]] = row["name"]
        elif row["consent_newsletter"] == "first_name":
            agreed[row["person"]] = row["name"].split()[0]
    return agreed


@functools.lru_cache(None)
def staff_words():
    rows = [fields(line) for line in records().splitlines() if line.startswith("member ") and " kind=staff" in line]
    return {word for row in rows for word in (row.get("name"), row.get("handle"), row.get("account")) if word}


def names_of_all():
    """Whole names and handles, first names alone belong to too many; accounts that are no bare small numbers."""
    found = {}
    for row in members():
        for key in ("name", "handle", "account"):
            word = row.get(key, "")
            if (key == "name" and " " not in word) or len(word) < 5 or word in staff_words():
                continue
            found.setdefault(word, set()).add(row["person"])
    for row in csv.DictReader(io.StringIO(text(SAMPLE, "people.csv"))):
        if row["kind"] == "member" and " " in row["name"]:
            found.setdefault(row["name"], set()).add(row["person"])
    return found


# ---- tests ----

def test_it_would_be_found():
    """those who agreed are found in the newsletter, so the search works"""
    letter = words_of(os.path.join(edition(), "newsletter.txt"))
    assert [who for who, name in consent().items() if whole([name]).search(letter)], "nobody is named"
    assert len(names_of_all()) > 500, "hardly anybody is looked for"


def test_nobody_in_reports():
    """no member's name, handle or account stands in the report, its tables, its side-cars, the index or the feed, whether they agreed or not"""
    everybody = whole(names_of_all())
    none([(name, found.group()) for name, path in outputs() if not is_letter(name) for found in everybody.finditer(words_of(path))], "members are named")


def test_only_who_agreed_in_letters():
    """the newsletter names those who agreed, by the words they agreed to; handles and accounts of nobody"""
    agreed = set(consent().values())
    others = whole(word for word in names_of_all() if word not in agreed)
    none([(name, found.group()) for name, path in outputs() if is_letter(name) for found in others.finditer(words_of(path))], "members are named")


def test_only_public_content_is_named():
    """whoever is named wrote it where everybody can read it"""
    urls = [row["url"] for part in ("newcomers", "thanks") for row in csv.DictReader(io.StringIO(text(edition(), "data/selection-%s.csv" % part))) if row["kind"] == "person"]
    assert urls, "nobody is named"
    none([url for url in urls if not url.startswith("https://forum.larkfield.example/")], "people are named for what they wrote among members")


def runs(said):
    """Every run of words of a text, and a short one as a whole where it is long enough to be told."""
    plain = re.findall(r"\w+", said.lower())
    return {" ".join(plain[i:i + RUN]) for i in range(len(plain) - RUN + 1)}


def test_private_stays_private():
    """nothing that was said in the board room stands anywhere, nor its name, nor any address into it"""
    import zipfile
    secret, public = set(), set()
    for archive in files(os.path.join(SAMPLE, "exports/chat")):
        with zipfile.ZipFile(os.path.join(SAMPLE, "exports/chat", archive)) as chat:
            for name in chat.namelist():
                if not re.search(r"/\d{4}-\d\d-\d\d\.json$", "/" + name):
                    continue
                for message in json.loads(chat.read(name)):
                    (secret if "board-room" in name else public).update(runs(message.get("text", "")))
    secret -= public
    assert secret, "nobody says anything in the board room"
    for name, path in outputs():
        plain = " ".join(re.findall(r"\w+", words_of(path).lower()))
        none([(name, run) for run in secret if run in plain], "words of the board room")
        if name != "manifest.json":
            none([(name, found) for found in re.findall(r"(?i)board[ -]room", words_of(path))], "the board room")


def test_no_addresses():
    """no e-mail address and no telephone number of anybody stands anywhere; the newsletter's own addresses do"""
    ours = set(re.findall(r"[\w.+-]+@[\w.-]+\.\w+", text(SAMPLE, "tidings.yaml")))
    found = [(name, address) for name, path in outputs() for address in re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]*\w", words_of(path))]
    none([(name, address) for name, address in found if address not in ours and not re.match(r"[\w-]+\.\d{4}-\d\d@", address)], "addresses") # pictures have ids like addresses
    numbers = [(name, number) for name, path in outputs() if name in LETTERS[:2] for number in re.findall(r"(?<![\w/.=-])(?:\+\d{2}|0\d)[\d ()-]{7,}\d", words_of(path))]
    none(numbers, "telephone numbers")


def test_terms():
    """a term has at least as many authors as people are told of, no letters of names, addresses or numbers"""
    called = {part.lower() for row in members() for key in ("name", "handle") for part in re.findall(r"[^\W\d_]+", row.get(key, "")) if len(part) > 2}
    for table, least in (("data/c_trending_terms.csv", 5), ("data/selection-terms.csv", 10)):
        rows = list(csv.DictReader(io.StringIO(text(edition(), table))))
        assert rows, table
        for row in rows:
            term = row.get("term") or row["title"]
            assert float(row.get("authors") or row["number"]) >= least, "%s: %s" % (table, row)
            assert not re.search(r"[\d@/]", term), "%s: %s" % (table, term)
            none([word for word in term.split() if word in called], "of a name in %s" % table)


def test_network():
    """the picture of who talks to whom has numbers for people, and no piece of it is smaller than people are told of"""
    rows = [row for row in csv.DictReader(io.StringIO(text(edition(), "data/c_network.csv")))]
    nodes = {row["id"] for row in rows if row["kind"] == "node"}
    parent = {node: node for node in nodes}

    def root(node):
        while parent[node] != node:
            node = parent[node]
        return node

    for row in rows:
        if row["kind"] == "tie":
            parent[root(row["from"])] = root(row["to"])
    sizes = {}
    for node in nodes:
        sizes[root(node)] = sizes.get(root(node), 0) + 1
    assert nodes and min(sizes.values()) >= 5, "pieces of %s people" % sorted(sizes.values())
    none([row for row in rows if row["role"] not in ("member", "staff", "")], "people have other words than their role")


def test_cells():
    """no cell of a breakdown of people tells of one to four of them"""
    columns = {"c_segment_shares": "people", "c_participation_ladder": "people", "c_ladder_paths": "value", "c_cohort_retention": "people"}
    for name, column in columns.items():
        rows = list(csv.DictReader(io.StringIO(text(edition(), "data/%s.csv" % name))))
        assert rows, name
        none([row for row in rows if row[column] and 0 < float(row[column]) < 5], "cells of %s" % name)


def test_pseudonyms_are_keyed():
    """ids in side-cars are made with the project's key: another key, other ids, and all else the same"""
    with scratch() as folder:
        one, other = small_copy(folder, "one"), small_copy(folder, "other")
        with open(os.path.join(other, ".tidings/key"), "w") as key:
            key.write("0" * 64 + "\n")
        tables = []
        for project in (one, other):
            tidings("-C", project, "build", "--only", "data")
            tables.append(list(csv.reader(io.StringIO(text(project, "out", PERIOD, "data/leads-to-hand-over.csv")))))
        equal([row[1:] for row in tables[0]], [row[1:] for row in tables[1]], "all but the ids")
        assert not {row[0] for row in tables[0][1:]} & {row[0] for row in tables[1][1:]}, "ids do not depend on the key"
        raw = set(re.findall(r"lead_id=(\S+)", records()))
        none([row[0] for row in tables[0][1:] if row[0] in raw], "ids of the CRM")


if __name__ == "__main__":
    main(globals())
