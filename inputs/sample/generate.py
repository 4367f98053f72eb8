#!/usr/bin/env python3
"""Makes the sample project's exports and tables: generate.py [OUT [TRUTH.json]]. The same bytes on every run."""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

from larkfield import (
    discord,
    discourse,
    enquiries,
    meta,
    networks,
    people,
    posts,
    project,
    site,
    slack,
    tables,
    talk,
    truth,
    x,
)  # noqa: E402
from larkfield.files import Folder  # noqa: E402


def main(out, truth_path):
    folder, files = Folder(out), {}
    everybody = people.make_people()
    readers = people.make_readers(everybody)
    project.write_people(folder, everybody, readers)
    threads = talk.all_talk(everybody)
    slack_rows = slack.write_slack(folder, everybody, threads)
    discourse.write_discourse(folder, everybody, threads)
    discourse.write_staff_log(folder, threads)
    discourse.write_users(folder, everybody, readers)
    discord.write_discord(folder, threads)
    published = posts.make_posts()
    for write in (x.write_x, meta.write_meta, networks.write_linkedin, networks.write_youtube, networks.write_tiktok):
        files.update(write(folder, published))
    leads = enquiries.make_leads()
    site.write_all(folder)
    enquiries.write_mail(folder)
    enquiries.write_leads(folder, leads)
    tables.campaigns(folder)
    tables.overlaps(folder)
    tables.snapshots(folder, published)
    tables.tags(folder, published)
    tables.experiments(folder, published)
    tables.leads(folder, leads, threads)
    tables.requests(folder, published)
    tables.annotations(folder)
    tables.events(folder, everybody)
    tables.mentions(folder)
    tables.labels(folder, threads)
    tables.moderation(folder, threads)
    tables.visits(folder, everybody)
    truth.write_truth(truth_path, everybody, files, published, threads, leads, slack_rows)


if __name__ == "__main__":
    main(
        sys.argv[1] if len(sys.argv) > 1 else HERE,
        sys.argv[2]
        if len(sys.argv) > 2
        else os.path.join(sys.argv[1], "sample-truth.json")
        if len(sys.argv) > 1
        else os.path.join(HERE, "../../tests/cases/sample-truth.json"),
    )
