#!/usr/bin/python3
"""Damaged exports through the whole program: the sample's files with bytes lost, doubled, flipped and swapped. It may refuse and complain; it may
not crash, hang or print nonsense. The same damage on every run; MUTATIONS=N asks for more rounds, KIND=asan for the sanitizers."""
import json
import os
import random
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

ROUNDS = int(os.environ.get("MUTATIONS", "8"))
COPIES = 2
LARGEST = 400000
TOKENS = (b'"', b",", b"\n", b"\r\n", b"{", b"}", b"[", b"]", b":", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"-1", b"99999999999999999999", b"1e309", b"null", b"\\ud800", b"%", b"sep=,\n", b"2026-02-30")


def seeds():
    """One file of every folder and ending of the sample's exports and tables, the smallest that holds something."""
    found = {}
    for part in ("exports", "tables"):
        for path in files(os.path.join(SAMPLE, part)):
            size = os.path.getsize(os.path.join(SAMPLE, part, path))
            kind = (part, os.path.dirname(path) if part == "exports" else path, path.rsplit(".", 1)[-1])
            if 100 < size < LARGEST and (kind not in found or size < found[kind][0]):
                found[kind] = (size, os.path.join(part, path))
    return sorted(path for _, path in found.values())


def damaged(data, chance):
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 4, 40, 400))
        what = chance.randrange(6)
        if what == 0:
            del data[at:at + length]
        elif what == 1:
            data[at:at] = data[at:at + length]
        elif what == 2:
            data[at:at] = chance.choice(TOKENS)
        elif what == 3 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif what == 4:
            other = chance.randrange(len(data) + 1)
            data[at:at + length], data[other:other + length] = data[other:other + length], data[at:at + length]
        else:
            data[at:at + length] = bytes(chance.randrange(256) for _ in range(min(length, 40)))
    return bytes(data[:chance.randrange(len(data) + 1)] if chance.random() < 0.1 else data)


def scattered(folder, round_number):
    """A project whose exports and tables are damaged copies; everything else is as it was."""
    project = os.path.join(folder, "project")
    os.makedirs(project)
    for name in ("tidings.yaml", "people.csv"):
        with open(os.path.join(project, name), "wb") as file:
            file.write(read(SAMPLE, name))
    for path in seeds():
        for copy in range(COPIES if path.startswith("exports/") else 1):
            chance = random.Random("%s %d %d" % (path, round_number, copy))
            place = os.path.join(project, os.path.dirname(path), str(copy) if path.startswith("exports/") else "", os.path.basename(path))
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(damaged(read(SAMPLE, path), chance))
    return project


def test_inspect():
    """inspect tells every damaged file in one line of JSON, and ends in good order"""
    for number in range(ROUNDS):
        with scratch() as folder:
            exports = os.path.join(scattered(folder, number), "exports")
            told = [json.loads(line) for line in tidings("inspect", "--json", exports, timeout=240).stdout.splitlines()]
            assert len(told) >= len(files(exports)) * 0.8, "round %d: %d of %d files" % (number, len(told), len(files(exports)))
            none([it for it in told if it["explained"] + it["refused"] > it["rows"]], "round %d: files lost more rows than they have" % number)


def test_build():
    """damaged exports and tables still make a month, or are said to hold none; never a crash"""
    for number in range(ROUNDS):
        with scratch() as folder:
            project = scattered(folder, number)
            tidings("-C", project, "build", "--period", PERIOD, expect=(FINE, USAGE, REFUSED, STALE), timeout=240)


def test_settings():
    """damaged settings are read, or refused with 2; never a crash"""
    whole = read(SAMPLE, "tidings.yaml")
    for number in range(ROUNDS * 10):
        with scratch() as folder:
            with open(os.path.join(folder, "tidings.yaml"), "wb") as file:
                file.write(damaged(whole, random.Random("settings %d" % number)))
            process = tidings("-C", folder, "check", expect=(FINE, USAGE, STALE), timeout=60)
            assert process.returncode != USAGE or "error" in process.stderr, "settings %d: 2 without a word" % number


main(globals())
