#!/usr/bin/python3
"""Contact data goes no further than a keyed hash: no case's records, nor the sample's, hold an e-mail address or a telephone number, whatever the files
hold; and the files do hold some, or this would prove nothing."""
import os
import re
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

CASES = os.path.join(ROOT, "tests/cases")
ADDRESS = re.compile(r"(?<![\w.+/@:-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<![\w+])\+[1-9](?:[ ()./-]{0,2}[0-9]){7,14}(?!\w)")
COMMUNITY = ("slack-export", "slack-api", "discord-channels", "discourse-topics", "discourse-exports", "mattermost-export", "zulip-realm", "event-guests", "rocketchat-export")


def dumped(folder):
    return tidings("-C", folder, "build", "--dump", "records", expect=None).stdout


def test_cases():
    """no record of any case holds an address or a number"""
    for name in sorted(os.listdir(CASES)):
        if not os.path.exists(os.path.join(CASES, name, "in", "tidings.yaml")):
            continue
        with scratch() as folder:
            project = shutil.copytree(os.path.join(CASES, name, "in"), os.path.join(folder, name))
            records = dumped(project)
            none(ADDRESS.findall(records) + TELEPHONE.findall(records), "contact data in the records of " + name)


def test_files_hold_some():
    """the files of the community's cases hold addresses"""
    for name in COMMUNITY:
        folder = os.path.join(CASES, name, "in", "exports")
        held = [path for path in files(folder) if re.search(rb"[\w.+-]+@[\w-]+\.\w+", open(os.path.join(folder, path), "rb").read())]
        assert held or any(path.endswith((".gz", ".zip", ".zst")) for path in files(folder)), name + " proves nothing"


def test_sample():
    """nor does the sample's"""
    with scratch() as folder:
        records = dumped(sample_copy(folder))
        none(ADDRESS.findall(records) + TELEPHONE.findall(records), "contact data in the records of the sample")


main(globals())
