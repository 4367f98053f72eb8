#!/usr/bin/env python3
"""README says what is: its code stands in the files it names, its links lead somewhere, its targets and options exist, and
its table of platforms is what the program lists. `README_WRITE=1` writes the table."""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIDINGS = os.path.join(ROOT, os.environ.get("BUILD", "build"), "tidings")
README = os.path.join(ROOT, "README.md")
TABLE = re.compile(r"(<!-- platforms: [^\n]*-->\n)(.*?)(<!-- /platforms -->)", re.S)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def listed():
    return subprocess.run([TIDINGS, "-C", os.path.join(ROOT, "tests"), "list", "platforms"], stdout=subprocess.PIPE, check=True, text=True).stdout


def test_code():
    """code blocks stand in the files they name"""
    blocks = re.findall(r"<!-- from (\S+) -->\n```c\n(.*?)```", text, re.S)
    assert blocks
    return [name for name, code in blocks if code not in read(os.path.join(ROOT, name))]


def test_links():
    """links and pictures lead to files that are there"""
    targets = [it for it in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in it]
    assert len(targets) >= 3
    return [it for it in targets if not os.path.exists(os.path.join(ROOT, it))]


def test_folders():
    """the folders of the tree exist"""
    tree = text.split("    gen/            ")[1].split("\n\n")[0]
    names = re.findall(r"^      (\w+[/.]\w*)", tree, re.M)
    assert len(names) >= 12
    return [it for it in names if not os.path.exists(os.path.join(ROOT, "gen", it))]


def test_targets():
    """make targets that it names exist"""
    makefile = read(os.path.join(ROOT, "Makefile"))
    names = set(re.findall(r"`make (\w+)", text) + re.findall(r"^    make (\w+)", text, re.M))
    assert {"demo", "check"} <= names
    return [it for it in names if not re.search(r"^%s:" % it, makefile, re.M)]


def test_commands():
    """subcommands that it names exist"""
    known = subprocess.run([TIDINGS, "--help"], stdout=subprocess.PIPE, check=True, text=True).stdout
    names = set(re.findall(r"build/tidings (?:-C \S+ )?([a-z]+)", text))
    assert {"init", "inspect", "check", "build"} <= names
    return [it for it in names if not re.search(r"^  %s " % it, known, re.M)]


def test_platforms():
    """the table of platforms is what the program lists (make readme)"""
    return [] if TABLE.search(text).group(2) == listed() else ["the table is old"]


if os.environ.get("README_WRITE"):
    with open(README, encoding="utf-8") as file:
        whole = file.read()
    with open(README, "w", encoding="utf-8") as file:
        file.write(TABLE.sub(lambda match: match.group(1) + listed() + match.group(3), whole))
    sys.exit(0)

text = read(README)
tests = [test_code, test_links, test_folders, test_targets, test_commands, test_platforms]
print("1..%d" % len(tests))
failed = 0
for number, test in enumerate(tests, 1):
    faults = test()
    failed += bool(faults)
    print("%s %d - %s" % ("not ok" if faults else "ok", number, test.__doc__))
    for fault in faults:
        print("# " + fault)
sys.exit(failed != 0)
