"""What the tests of the whole share: a TAP runner, the binary, a copy of the sample, and one edition of it that is built once.

A test is a function named test_…; its docstring says what it proves. It fails by an exception, most often an AssertionError,
and is left out by raising Skip. The runner calls them in the order of the file and prints TAP."""
import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.abspath(os.path.join(ROOT, os.environ.get("BUILD", "build")))
TIDINGS = os.path.join(BUILD, "tidings" if os.environ.get("KIND", "release") == "release" else "tidings-" + os.environ["KIND"])
SAMPLE = os.path.join(ROOT, "inputs/sample")
PERIOD = "2026-10"
PARTS = ("report.html", "report.pdf", "newsletter.html", "newsletter.txt", "newsletter.eml", "figures.json", "manifest.json")
FINE, WORLD, USAGE, REFUSED, STALE = 0, 1, 2, 3, 4


class Skip(Exception):
    """Raised by a test that cannot be run here; its words are printed."""


# ---- TAP ----

def said(number, name, failure):
    print("%s %d - %s" % ("not ok" if failure else "ok", number, name))
    for line in (failure or "").splitlines():
        print("# " + line)
    sys.stdout.flush()


def run_test(number, test):
    name = " ".join((test.__doc__ or test.__name__).split("\n\n")[0].split())
    try:
        test()
    except Skip as why:
        said(number, "%s # SKIP %s" % (name, why), None)
    except AssertionError as failure:
        said(number, name, str(failure) or traceback.format_exc())
        return False
    except Exception:
        said(number, name, traceback.format_exc())
        return False
    else:
        said(number, name, None)
    return True


def main(names):
    """Runs the test_… functions of a module's globals(), or those whose names are given on the command line."""
    tests = [it for name, it in names.items() if name.startswith("test_") and (not sys.argv[1:] or name in sys.argv[1:])]
    print("1..%d" % len(tests))
    good = [run_test(number, test) for number, test in enumerate(tests, 1)]
    sys.exit(0 if all(good) else 1)


def equal(got, want, what=""):
    assert got == want, "%s: got %r, expected %r" % (what or "not equal", got, want)


def none(found, what):
    """`found` is a list of things that must not be; the first dozen are shown."""
    found = list(found)
    assert not found, "%d %s:\n%s" % (len(found), what, "\n".join(str(it)[:300] for it in found[:12]))


# ---- the program ----

def environment(**changes):
    """A pinned environment; a value of None takes the variable away."""
    env = {key: value for key, value in os.environ.items() if key not in ("SOURCE_DATE_EPOCH", "LANG", "LANGUAGE")}
    env.update(TZ="UTC", LC_ALL="C.UTF-8", NO_COLOR="1")
    env.update((key, value) for key, value in changes.items() if value is not None)
    for key in [key for key, value in changes.items() if value is None]:
        env.pop(key, None)
    return env


def tidings(*arguments, expect=FINE, cwd=None, env=None, **more):
    """Runs the program; asserts the exit code unless expect is None. Gives the finished process, text in stdout and stderr."""
    process = subprocess.run([TIDINGS, *map(str, arguments)], cwd=cwd, env=env or environment(), stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", **more)
    codes = expect if isinstance(expect, (tuple, list)) else (expect,)
    assert expect is None or process.returncode in codes, "tidings %s: exit %d, expected %s\n%s" % (
        " ".join(map(str, arguments)), process.returncode, expect, process.stderr[-3000:])
    return process


def command(*arguments, expect=0, **more):
    """Runs any other program and gives what it printed, both streams."""
    process = subprocess.run(list(map(str, arguments)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             encoding="utf-8", errors="replace", **more)
    assert expect is None or process.returncode == expect, "%s: exit %d\n%s" % (arguments[0], process.returncode, process.stdout[-3000:])
    return process.stdout


@contextlib.contextmanager
def scratch():
    folder = tempfile.mkdtemp(prefix="tidings-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sample_copy(folder, name="project"):
    """The sample project in `folder`, where a test may write; without what an earlier run left there."""
    copy = os.path.join(folder, name)
    shutil.copytree(SAMPLE, copy, ignore=lambda at, names: [n for n in names if at == SAMPLE and n in ("out", "log", "larkfield", "generate.py")])
    return copy


def small_copy(folder, name="project"):
    """The same with X, ride groups, site and leads alone: quick to read, and it still has both sides and all goals."""
    project = sample_copy(folder, name)
    for export in os.listdir(os.path.join(project, "exports")):
        if export not in ("x", "rides", "leads", "site"):
            shutil.rmtree(os.path.join(project, "exports", export))
    return project


def built(folder, *options, whole=False, out="out", expect=FINE, env=None, **more):
    """A fresh copy of the sample (a small one unless `whole`) in folder/project, built into folder/out; gives the path of out."""
    place = os.path.join(folder, out)
    project = os.path.join(folder, "project")
    if not os.path.exists(project):
        (sample_copy if whole else small_copy)(folder)
    tidings("-C", project, "build", "--out", place, *options, expect=expect, env=env, **more)
    return place


# ---- trees of files ----

def files(folder):
    """Paths below a folder, sorted, relative."""
    return sorted(os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names)


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def text(*path):
    return read(*path).decode("utf-8")


def tree(folder):
    """{path: SHA-256} of a folder."""
    return {path: hashlib.sha256(read(folder, path)).hexdigest() for path in files(folder)}


def same_digests(got, want, what):
    """Two results of tree(): names what is missing, added or other."""
    none(["%s: %s" % (path, "missing" if path not in got else "added" if path not in want else "other bytes")
          for path in sorted(got.keys() | want.keys()) if got.get(path) != want.get(path)], "files of %s are not as they were" % what)


def same_trees(one, other):
    first, second = tree(one), tree(other)
    none(sorted(first.keys() ^ second.keys()), "files stand in one only")
    none([path + first_difference(read(one, path), read(other, path)) for path in first if first[path] != second[path]], "files differ")


def first_difference(one, other):
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return " at byte %d: %r / %r" % (at, one[max(0, at - 40):at + 40], other[max(0, at - 40):at + 40])


# ---- the edition that the tests of its parts look at ----

def newest(*folders):
    times = [os.stat(os.path.join(at, name)).st_mtime for folder in folders for at, _, names in os.walk(folder) for name in names]
    return max(times)


def edition():
    """The folder of the sample's edition, built once for all tests (and again when the binary or the sample is newer)."""
    shared = os.path.join(BUILD, "whole", os.path.basename(TIDINGS))
    place = os.path.join(shared, "out")
    stamp = os.path.join(shared, "stamp")
    os.makedirs(shared, exist_ok=True)
    with open(os.path.join(shared, "lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(stamp) or os.stat(stamp).st_mtime < max(os.stat(TIDINGS).st_mtime, newest(SAMPLE)):
            shutil.rmtree(place, ignore_errors=True)
            with scratch() as folder:
                tidings("-C", sample_copy(folder), "build", "--out", place)
            open(stamp, "w").close()
    return os.path.join(place, PERIOD)
