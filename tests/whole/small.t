#!/usr/bin/python3
"""Small and lopsided organisations: twenty people, one side alone, one month, one message. Each gets a page that is of use, and is true."""
import importlib.util
import json
import os
import re
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

WORDLESS = ("too_few", "undefined", "no_data", "suppressed", "not_reached")


def made(folder, months=3, posts=6, members=20, messages=40, without=()):
    """An invented project of that size, some of its exports taken away."""
    spec = importlib.util.spec_from_file_location("make_exports", os.path.join(ROOT, "tests/bench/make_exports.py"))
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    project = os.path.join(folder, "project")
    maker.main(project, months, posts, members, messages)
    for name in without:
        shutil.rmtree(os.path.join(project, "exports", name))
    return project


def page(project):
    """The report's words, without charts and tables that are folded away, after building."""
    tidings("-C", project, "build", "--period", PERIOD, expect=(FINE, STALE))
    month = os.path.join(project, "out", PERIOD)
    told = command("pdfinfo", os.path.join(month, "report.pdf"))
    assert "Tagged:          yes" in told, told
    said = command("/usr/bin/python3", os.path.join(ROOT, "tests/check_ua.py"), os.path.join(month, "report.pdf"), expect=None)
    assert "PASS" in said, said
    source = re.sub(r"<style.*?</style>|<details.*?</details>|<svg.*?</svg>", " ", text(month, "report.html"), flags=re.S)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", source))
    none(re.findall(r"\(null\)|\bnan\b|-?\binf\b|\{\{", words), "left-overs")
    return words


def rows(project, prefix):
    """The reported month's rows of all figures of one side: {column: value}."""
    figures = json.loads(text(project, "out", PERIOD, "figures.json"))
    for figure in figures["figures"] if isinstance(figures, dict) else figures:
        if figure["name"].startswith(prefix):
            yield from (row["values"] for row in figure["rows"] if row.get("period", PERIOD) == PERIOD)


def states(project, prefix):
    return [value for row in rows(project, prefix) for value in row.values()]


def test_twenty():
    """a community of twenty gets numbers, not a wall of "too few", and a letter to its members"""
    with scratch() as folder:
        project = made(folder)
        words = page(project)
        values = states(project, "c_")
        told = [it for it in values if it["state"].lower() not in WORDLESS]
        assert len(told) > len(values) / 3, "%d of %d values have a number" % (len(told), len(values))
        assert words.lower().count("too few") < 20, "%d times \"too few\"" % words.lower().count("too few")
        assert os.path.exists(os.path.join(project, "out", PERIOD, "newsletter.html")), "no letter"


def test_community_alone():
    """without anything published there is no broadcast number, no zero in its place, and the community's page is whole"""
    with scratch() as folder:
        project = made(folder, members=60, messages=200, without=("x", "instagram"))
        words = page(project)
        assert "Community" in words
        none([it for it in states(project, "b_") if it.get("value") is not None], "broadcast values without a single post")


def test_broadcast_alone():
    """without a community there is no community number, no zero in its place, and no letter"""
    with scratch() as folder:
        project = made(folder, posts=30, without=("chat", "rides"))
        with open(os.path.join(project, "tidings.yaml"), encoding="utf-8") as file:
            settings = file.read()
        with open(os.path.join(project, "tidings.yaml"), "w", encoding="utf-8") as file:
            file.write(re.sub(r"goals:.*?(?=tolerate)", "", settings, flags=re.S))
        words = page(project)
        assert "Broadcast" in words
        none([it for it in states(project, "c_") if it.get("value") is not None], "community values without a single message")
        assert not os.path.exists(os.path.join(project, "out", PERIOD, "newsletter.html")), "a letter to nobody"


def test_one_month():
    """with one month of data nothing is compared: neither up nor down is said"""
    with scratch() as folder:
        words = page(made(folder, months=1, posts=40, members=80, messages=400))
        none(re.findall(r"[^.]*\b(?:up|down) (?:on|versus|against|from)\b[^.]*", words), "comparisons with nothing")


def test_one_message():
    """one message and one post make a page, not a crash"""
    with scratch() as folder:
        page(made(folder, months=1, posts=1, members=1, messages=1))


def test_nobody_answers():
    """where nobody ever answers, the time to an answer is not reached, and is no number"""
    with scratch() as folder:
        project = made(folder, months=2, members=40, messages=1, without=("rides", "x", "instagram"))
        for path in files(os.path.join(project, "exports/chat/general")):
            os.remove(os.path.join(project, "exports/chat/general", path))
        for day in range(1, 31):
            with open(os.path.join(project, "exports/chat/general/2026-10-%02d.json" % day), "w", encoding="utf-8") as file:
                json.dump([{"type": "message", "user": "U%09d" % day, "text": "How do I fix the brake?", "ts": "%d.000100" % (1790848800 + 86400 * (day - 1))}], file)
        page(project)
        waits = [row["value"] for row in rows(project, "c_ttfr_median")]
        assert waits, "no row"
        none([it for it in waits if it["value"] is not None], "times of answers that never came")


main(globals())
