#!/usr/bin/python3
"""Is there a file of every kind that the program says it reads? In the cases or in the sample, recognised by what is in it."""
import glob
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403


def described():
    """(platform, kind) of every description, by the rule of inputs/platforms/README.md."""
    kinds = []
    for path in sorted(glob.glob(os.path.join(ROOT, "inputs/platforms/*.yaml"))):
        name, words = os.path.basename(path)[:-5], dict(re.findall(r"^(platform|kind): (\S+)", text(path), re.M))
        platform = words["platform"]
        kinds.append((platform, words.get("kind") or (name[len(platform) + 1:] if name.startswith(platform + "-") else name)))
    return kinds


def folders():
    """Where files are: every case's, whatever its folders are called, and the sample's."""
    return sorted(glob.glob(os.path.join(ROOT, "tests/cases/*/in"))) + [os.path.join(SAMPLE, "exports"), os.path.join(SAMPLE, "tables")]


def readings():
    """What inspect says of all of them, a dictionary a file; asked once."""
    if not readings.all:
        for folder in folders():
            readings.all += [json.loads(line) for line in tidings("inspect", "--json", folder).stdout.splitlines()]
    return readings.all


readings.all = []


def test_every_kind_has_a_file():
    """a file of every kind is in the cases or the sample, and rows were found in it"""
    found = {(it["platform"], it["kind"]) for it in readings() if it["rows"]}
    none(["%s %s" % it for it in described() if it not in found], "kinds without a case")


def test_every_kind_is_listed():
    """`list platforms` has a row for every description, of those that are not read with the reason"""
    read, unread = tidings("list", "platforms").stdout.split("\nThese come beside them")
    rows = [[line for line in table.splitlines() if line.startswith("| ")][1:] for table in (read, unread)]
    equal(len(rows[0]) + len(rows[1]), len(described()), "rows of `list platforms`")
    none([row for row in rows[0] if "|  |" in row], "exports without records or a way to get them")
    none([row for row in rows[1] if "|  |" in row], "files that are not read for no reason")


def test_every_row_is_accounted_for():
    """of a file that is known, every row became records, or was explained, or refused"""
    lost = [it for it in readings() if it["rows"] and not it["records"] + it["explained"] + it["refused"]]
    none([it["path"] for it in lost], "files whose rows came to nothing")
    none([it["path"] for it in readings() if it["kind"] and it["refused"] + it["explained"] > it["rows"]], "files with more accounted for than there is")


main(globals())
