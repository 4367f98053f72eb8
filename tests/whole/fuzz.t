#!/usr/bin/python3
"""The short form of `make fuzz`: some thousand mutations through each parser, without sanitizers."""
import glob
import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

ROUNDS = 3000
DRIVERS = os.path.join(BUILD, os.environ.get("KIND", "release"), "fuzz")


def driver_test(name):
    def test():
        run = subprocess.run([os.path.join(DRIVERS, name), str(ROUNDS)], env=environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
        assert run.returncode == 0, "%s ended with %d\n%s" % (name, run.returncode, run.stderr.decode("utf-8", "replace")[-2000:])
    test.__doc__ = "%d mutations go through %s" % (ROUNDS, name)
    return test


for source in sorted(glob.glob(os.path.join(ROOT, "tests/fuzz/*.c"))):
    driver = os.path.basename(source)[:-2]
    if driver != "main":
        globals()["test_" + driver] = driver_test(driver)

main(globals())
