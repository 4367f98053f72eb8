#!/usr/bin/python3
"""What goes wrong while publishing: a full disk, a kill, a font, a folder that is none. What was published stands, the next run repairs."""
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403


class Limits:
    """For a child: files may not grow past `limit` bytes. With the signal ignored a write fails as on a full disk; else it kills."""

    def __init__(self, limit, ignore=True):
        self.limit, self.ignore = limit, ignore

    def __call__(self):
        if self.ignore:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.limit, self.limit))


def stands_and_repairs(folder, out, before, what):
    """After a failed run the edition is as it was; the next run leaves exactly what a first one would."""
    same_digests({path: it for path, it in tree(out).items() if path.startswith(PERIOD + "/")},
          {path: it for path, it in before.items() if path.startswith(PERIOD + "/")}, "after %s, the edition" % what)
    built(folder, "--force")
    same_digests(tree(out), before, "after %s and one more run, out/" % what)
    none([it for it in os.listdir(out) if it not in (PERIOD, "index.html", "feed.xml")], "left-overs after " + what)


def test_full_disk():
    """a disk that fills up ends with 1, says so, and the last edition stands; the next run repairs"""
    with scratch() as folder:
        out = built(folder)
        before = tree(out)
        for limit in (0, 4096, 100000):
            process = tidings("-C", os.path.join(folder, "project"), "build", "--out", out, "--force", "--now", "2026-11-20", expect=WORLD, preexec_fn=Limits(limit))
            assert "tidings: " in process.stderr and ("large" in process.stderr or "space" in process.stderr), process.stderr[-500:]
        stands_and_repairs(folder, out, before, "a full disk")


def test_killed():
    """a run killed at any moment leaves the last edition, and the next run repairs"""
    with scratch() as folder:
        began = time.monotonic()
        out = built(folder)
        took = time.monotonic() - began
        before = tree(out)
        arguments = [TIDINGS, "-C", os.path.join(folder, "project"), "build", "--out", out, "--force"]
        for share in (0.3, 0.6, 0.75, 0.85, 0.95):
            child = subprocess.Popen(arguments, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                child.wait(took * share)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            edition_now = {path: it for path, it in tree(out).items() if path.startswith(PERIOD + "/")}
            same_digests(edition_now, {path: it for path, it in before.items() if path.startswith(PERIOD + "/")}, "the edition, killed at %.2f" % share)
        stands_and_repairs(folder, out, before, "kill -9")


def test_killed_while_writing():
    """a run that dies in the middle of writing leaves the last edition, and the next run repairs"""
    with scratch() as folder:
        out = built(folder)
        before = tree(out)
        for limit in (1000, 50000, 200000):
            tidings("-C", os.path.join(folder, "project"), "build", "--out", out, "--force", "--now", "2026-11-20", expect=-signal.SIGXFSZ, preexec_fn=Limits(limit, ignore=False))
        stands_and_repairs(folder, out, before, "a death while writing")


def test_font_missing():
    """a font that is not there ends with 1 and names it; the last edition stands; the next run repairs"""
    with scratch() as folder:
        out = built(folder)
        before = tree(out)
        project = os.path.join(folder, "project")
        theme = os.path.join(project, "themes/default")
        os.makedirs(theme)
        tokens = text(ROOT, "themes/default/tokens.yaml").replace("Lato-Heavy.ttf", "Nowhere-Heavy.ttf").replace("family: Lato,", "family: Nowhere,")
        with open(os.path.join(theme, "tokens.yaml"), "w") as file:
            file.write(tokens)
        process = tidings("-C", project, "build", "--out", out, "--force", expect=WORLD)
        assert "Nowhere" in process.stderr, process.stderr[-500:]
        os.remove(os.path.join(theme, "tokens.yaml"))
        os.removedirs(theme)
        stands_and_repairs(folder, out, before, "a missing font")


def test_file_in_a_folders_place():
    """out or log being a file ends with 1, is named, and is said before the work"""
    for name in ("out", "log"):
        with scratch() as folder:
            project = small_copy(folder)
            place = os.path.join(folder, "out") if name == "out" else os.path.join(project, "log")
            shutil.rmtree(place, ignore_errors=True)
            open(place, "w").close()
            process = tidings("-C", project, "build", "--out", os.path.join(folder, "out"), expect=WORLD)
            assert place + " is a file" in process.stderr, process.stderr[-500:]
            assert not os.path.isdir(os.path.join(folder, "out")), "the work was done before it was said"
            assert not [line for line in process.stderr.splitlines() if "note" in line], process.stderr[-500:]


def test_index_lost():
    """an index and a feed that were lost or broken are rebuilt from the editions"""
    with scratch() as folder:
        built(folder, "--period", "2026-09")
        out = built(folder)
        before = tree(out)
        os.remove(os.path.join(out, "index.html"))
        with open(os.path.join(out, "feed.xml"), "w") as file:
            file.write("<feed")
        built(folder)
        same_digests(tree(out), before, "out/")


def test_strangers_in_out():
    """a folder in out/ that is no edition is left alone and not listed"""
    with scratch() as folder:
        out = built(folder)
        before = tree(out)
        os.makedirs(os.path.join(out, "2026-08"))
        os.makedirs(os.path.join(out, "mine"))
        with open(os.path.join(out, "mine/notes.txt"), "w") as file:
            file.write("mine")
        built(folder, "--force")
        after = tree(out)
        equal(after.pop("mine/notes.txt"), hashlib.sha256(b"mine").hexdigest(), "somebody's own file")
        same_digests(after, before, "out/")


main(globals())
