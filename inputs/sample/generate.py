#!/usr/bin/env python3
"""Makes the sample project's exports and tables: generate.py OUT. The same bytes on every run."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

from larkfield import project, tables  # noqa: E402
from larkfield.files import Folder  # noqa: E402
from larkfield.people import make_people  # noqa: E402
from larkfield.talk import all_talk  # noqa: E402


def main(root):
    folder = Folder(root)
    people = make_people()
    project.write_people(folder, people)
    threads = all_talk(people)
    posts = []
    tables.campaigns(folder)
    tables.requests(folder, posts)
    tables.annotations(folder)
    tables.events(folder, people)
    tables.mentions(folder)
    tables.labels(folder, threads)
    tables.moderation(folder, threads)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
