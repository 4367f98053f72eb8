#!/usr/bin/python3
"""The right to be forgotten (METRICS §9.8): through all editions, in pages, pictures, tables and mails; nothing else changes."""
import csv
import io
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

BEFORE = "2026-09"
SENTENCE = "removed at their request; figures may differ slightly from the earlier edition"


def people(project):
    """{person: rows of people.csv}"""
    found = {}
    for row in csv.DictReader(io.StringIO(text(project, "people.csv"))):
        found.setdefault(row["person"], []).append(row)
    return found


def named(out, month, known):
    """Members whom a month's newsletter calls by their whole name, and who have two accounts, first."""
    letter = text(out, month, "newsletter.txt")
    there = [who for who, rows in known.items() if rows[0]["kind"] == "member" and rows[0]["name"] and re.search(r"\b%s\b" % re.escape(rows[0]["name"]), letter)]
    assert there, "%s names nobody" % month
    return sorted(there, key=lambda who: (-len(known[who]), who))[0]


def readable(path):
    """What a reader or a search finds in a file: its bytes, and the words of a PDF."""
    found = read(path).decode("utf-8", "replace")
    if path.endswith(".pdf"):
        found += command("pdftotext", "-layout", path, "-") + command("pdfinfo", path)
    if path.endswith(".eml"):
        import email
        import email.policy
        message = email.message_from_bytes(read(path), policy=email.policy.default)
        found += "".join(part.get_content() for part in message.walk() if part.get_content_type().startswith("text/"))
    return found


def traces(out, words):
    """(file, word) where a word stands whole, in any case."""
    patterns = [(word, re.compile(r"(?<![^\W_])%s(?![^\W_])" % re.escape(word), re.I)) for word in words]
    found = []
    for path in files(out):
        content = readable(os.path.join(out, path))
        found += [(path, word) for word, pattern in patterns if pattern.search(content)]
    return found


def append(project, path, *lines):
    with open(os.path.join(project, path), "a", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines))


def put(path, words):
    with open(path, "w", encoding="utf-8") as file:
        file.write(words)


def erasures(*rows):
    return "platform,account,requested_on,mode,names\n" + "".join(",".join(row) + "\n" for row in rows)


def quiet(known, who):
    """What must not be found of a person: names, handles, accounts; bare numbers are too many things."""
    words = {row[key] for row in known[who] for key in ("name", "account")} - {""}
    return sorted(word for word in words if not word.isdigit())


# ---- what happens ----

def test_all_editions():
    """a request changes the earlier edition with the later one, and leaves no trace of the person in any file of either"""
    with scratch() as folder:
        project, out = sample_copy(folder), os.path.join(folder, "out")
        known = people(project)
        append(project, "tables/events.csv", "farewell-2026-11,Farewell ride for Wren Oldname,From the pump,https://larkfield.example/events/farewell,2026-11-20 10:00,2026-11-20 12:00")
        put(os.path.join(project, "exports", "archive-of-wren-oldname.txt"), "kept by the member\n")
        for month in (BEFORE, PERIOD):
            tidings("-C", project, "build", "--period", month, "--out", out)
        gone = [named(out, BEFORE, known), named(out, PERIOD, known)]
        letter = os.path.join(project, "letters", PERIOD + ".md")
        put(letter, read(letter).decode() + "\n\nA word for %s, who kept the kettle on.\n" % known[gone[1]][0]["name"])
        tidings("-C", project, "build", "--out", out)
        words = quiet(known, gone[0]) + quiet(known, gone[1]) + ["Wren Oldname", "wren-oldname"]
        before = {month: tree(os.path.join(out, month)) for month in (BEFORE, PERIOD)}
        there = {word for _, word in traces(out, words)}
        assert {known[who][0]["name"] for who in gone} | {"Wren Oldname", "wren-oldname"} <= there, "the test proves nothing: %s" % there

        rows = [(known[who][0]["platform"], known[who][0]["account"], "2026-11-05", "erase", "Wren Oldname" if who == gone[0] else "") for who in gone]
        put(os.path.join(project, "erasures.csv"), text(project, "erasures.csv").replace("mode\n", "mode,names\n").replace("erase\n", "erase,\n").replace("anonymise\n", "anonymise,\n")
            + erasures(*rows).split("\n", 1)[1])
        process = tidings("-C", project, "build", "--period", PERIOD, "--out", out)
        assert BEFORE in process.stdout and PERIOD in process.stdout, "one edition was not made anew: " + process.stdout
        assert "names somebody who asked to be forgotten" in process.stderr, process.stderr
        none(traces(out, words), "traces are left")
        for month in (BEFORE, PERIOD):
            assert before[month]["manifest.json"] != tree(os.path.join(out, month))["manifest.json"], "%s is as it was" % month
            for file in ("report.html", "report.pdf"):
                assert "2 people " + SENTENCE in " ".join(readable(os.path.join(out, month, file)).split()), "%s/%s does not say so" % (month, file)

        after = {month: tree(os.path.join(out, month)) for month in (BEFORE, PERIOD)}
        tidings("-C", project, "build", "--period", PERIOD, "--out", out)
        for month in (BEFORE, PERIOD):
            same_digests(tree(os.path.join(out, month)), after[month], "a build without a new request: " + month)


def test_untouched_edition():
    """an edition from before the person came is left alone, to the byte"""
    with scratch() as folder:
        project, out = small_copy(folder), os.path.join(folder, "out")
        tidings("-C", project, "build", "--period", BEFORE, "--out", out)
        tidings("-C", project, "build", "--period", PERIOD, "--out", out)
        before = {month: tree(os.path.join(out, month)) for month in (BEFORE, PERIOD)}
        records = tidings("-C", project, "build", "--dump", "records").stdout
        first, known = {}, set()
        for line in records.splitlines():
            who = re.search(r"\b(?:account|target)=(\d{17,})\b", line)
            times = re.findall(r"\b(?:created_at|joined_at|registered_at|at|on_day)=(\S+)", line)
            if who and times:
                first[who.group(1)] = min(times + [first.get(who.group(1), "9")])
            known.update(who.groups() if who and line.startswith("message ") else ())
        late = sorted(who for who, at in first.items() if at > "2026-10-02" and who in known)
        called = {who: re.search(r'^member .*account=%s .*\bname=("[^"]*"|\S+)' % who, records, re.M) for who in late}
        earlier = "".join(line for line in records.splitlines() if re.search(r"\bcreated_at=(2025|2026-0)", line))
        late = [who for who in late if called[who] and called[who].group(1).strip('"').lower() not in earlier.lower()] # a first name is that of others, too
        assert late, "nobody came in October"
        put(os.path.join(project, "erasures.csv"), erasures(("discord", late[0], "2026-11-05", "erase", "")))
        tidings("-C", project, "build", "--period", PERIOD, "--out", out)
        same_digests(tree(os.path.join(out, BEFORE)), before[BEFORE], BEFORE)
        assert tree(os.path.join(out, PERIOD)) != before[PERIOD]
        assert "1 person " + SENTENCE in text(out, PERIOD, "report.html")


def test_unknown_person():
    """somebody whom no export knows any more may stand in any edition: all are made anew"""
    with scratch() as folder:
        project, out = small_copy(folder), os.path.join(folder, "out")
        for month in (BEFORE, PERIOD):
            tidings("-C", project, "build", "--period", month, "--out", out)
        put(os.path.join(project, "erasures.csv"), erasures(("discord", "long-gone", "2026-11-05", "erase", "")))
        process = tidings("-C", project, "build", "--period", PERIOD, "--out", out)
        assert BEFORE in process.stdout, process.stdout
        assert SENTENCE not in text(out, BEFORE, "report.html"), "nobody was removed"


def test_modes():
    """erased, a person's messages are nobody's; anonymised, they are one tombstone's, which the key alone makes and the order of rows does not change"""
    with scratch() as folder:
        project = sample_copy(folder)
        known = people(project)
        chosen = [who for who, rows in known.items() if rows[0]["kind"] == "member" and len({row["platform"] for row in rows}) > 1][:2]

        def dumped(*rows):
            put(os.path.join(project, "erasures.csv"), erasures(*rows))
            return tidings("-C", project, "build", "--dump", "records").stdout

        def ask(who, mode):
            return (known[who][0]["platform"], known[who][0]["account"], "2026-11-05", mode, "")

        plain = dumped()
        erased, other = dumped(ask(chosen[0], "anonymise"), ask(chosen[1], "erase")), dumped(ask(chosen[1], "erase"), ask(chosen[0], "anonymise"))
        equal(erased, other, "the order of requests")
        count = {name: len(re.findall(r"^message ", dump, re.M)) for name, dump in (("before", plain), ("after", erased))}
        equal(count["after"], count["before"], "messages are counted on")
        tombstones = set(re.findall(r"account=(erased-[0-9a-f]{12})\b", erased))
        equal(len(tombstones), 1, "one person has one tombstone")
        accounts = [(row["platform"], row["account"]) for who in chosen for row in known[who]]
        none([(platform, account) for platform, account in accounts if re.search(r"^\S+ platform=%s .*\baccount=%s\b" % (platform, re.escape(account)), erased, re.M)], "accounts are left")
        put(os.path.join(project, ".tidings/key"), "another key\n")
        assert tombstones.isdisjoint(re.findall(r"erased-[0-9a-f]{12}", dumped(ask(chosen[0], "anonymise")))), "the key does not matter"


if __name__ == "__main__":
    main(globals())
