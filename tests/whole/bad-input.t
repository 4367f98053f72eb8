#!/usr/bin/python3
"""Input that is wrong: said at its place with what was expected and a hint; the rest is read; what is published stands; the exit code says it."""
import io
import json
import os
import re
import shutil
import sys
import tarfile
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

POSTS = "exports/x/account_analytics_content_2026-09-01_2026-11-02.csv"
SETTINGS = "tidings.yaml"


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def change(project, path, old, new, count=1):
    """Replaces text in a file of the project; asserts that it was there. Gives the line (from 1) of the first change."""
    source = text(project, path)
    assert old in source, "%s holds no %r" % (path, old)
    write(os.path.join(project, path), source.replace(old, new, count))
    return source[:source.index(old)].count("\n") + 1


def records(project, expect=FINE):
    """What was read, as lines, and what was said."""
    process = tidings("-C", project, "build", "--dump", "records", expect=expect)
    return process.stdout.splitlines(), process.stderr


def complaint(said, path, line=None, kind="(?:error|warning)"):
    """The one complaint about a place: its head line, with file:line:column, and what follows up to the next head."""
    place = re.escape(path) + (r":%d:\d+" % line if line else r"(?::\d+:\d+)?")
    found = re.search(r"^%s: %s: .*(?:\n(?!\S+.*: (?:error|warning|note): ).*)*" % (place, kind), said, re.M)
    assert found, "nothing is said of %s%s:\n%s" % (path, ":%d" % line if line else "", said[-2500:])
    return found.group(0)


def others_read(folder, spoil, path):
    """Spoils one file of a copy; asserts that the other files still gave their records. Gives what was said."""
    project = small_copy(folder)
    before, _ = records(project)
    spoil(project)
    after, said = records(project)
    kinds = ("message ", "member ", "lead ", "site_visits ")
    there = set(after)
    none([line for line in before if line.startswith(kinds) and line not in there], "records of other files are lost")
    return complaint(said, path)


def published(folder):
    """A small project with an edition, and that edition's tree."""
    project = small_copy(folder)
    tidings("-C", project, "build", expect=None)
    before = tree(os.path.join(project, "out"))
    assert any(path.endswith("report.html") for path in before), "no edition to begin with"
    return project, before


# ---- cells and rows ----

def test_number():
    """a cell that is no number is refused at its line and column, with its name, what was found, and a caret below it"""
    with scratch() as folder:
        project = small_copy(folder)
        line = change(project, POSTS, ",9341,145,", ",9k3,145,")
        _, said = records(project)
        words = complaint(said, POSTS, line, "error")
        assert "9k3" in words and "Impressions" in words and "number" in words, words
        head, shown, caret = words.splitlines()[:3]
        column = int(re.search(r":(\d+): error", head).group(1))
        source = text(project, POSTS).splitlines()[line - 1]
        equal(source[column - 1:column + 2], "9k3", "the place told")
        equal(shown[caret.index("^")], "9", "what the caret points at")


def test_refused_rows_end_with_3():
    """more refused rows than tolerated: published, and the exit code is 3; the log has each with its place"""
    with scratch() as folder:
        project = small_copy(folder)
        change(project, SETTINGS, "refused_rows: 10", "refused_rows: 0")
        tidings("-C", project, "build", expect=FINE)
        line = change(project, POSTS, ",9341,145,", ",9k3,145,")
        tidings("-C", project, "build", expect=REFUSED)
        assert os.path.exists(os.path.join(project, "out", PERIOD, "report.html"))
        log = text(project, "log/refused.csv")
        assert '"%s",%d,' % (POSTS, line) in log, log[:600]


def test_stale_ends_with_4():
    """data that ended long before the day of the edition, or a goal whose data are missing: published, and the exit code is 4"""
    with scratch() as folder:
        project = small_copy(folder)
        tidings("-C", project, "build", "--now", "2027-03-01", expect=STALE)
        assert os.path.exists(os.path.join(project, "out", PERIOD, "report.html"))
        shutil.rmtree(os.path.join(project, "exports/site"))
        tidings("-C", project, "build", expect=STALE)


def test_private_cells_are_not_logged():
    """what stood in a refused cell is logged only where it is a number or a date"""
    with scratch() as folder:
        project = small_copy(folder)
        change(project, POSTS, ",9341,145,", ",call Ada on 0,145,")
        tidings("-C", project, "build", expect=None)
        assert "Ada" not in text(project, "log/refused.csv"), text(project, "log/refused.csv")


def test_folded():
    """the same mistake in a whole column is said once, with how many more there are"""
    with scratch() as folder:
        project = small_copy(folder)
        source = text(project, POSTS)
        write(os.path.join(project, POSTS), re.sub(r'("\w{3}, \w{3} \d+, 2026"),', '"a day",', source))
        _, said = records(project)
        words = complaint(said, POSTS, None, "error")
        assert re.search(r"and \d+ more like it", words), words
        assert said.count(POSTS) < 6, said


# ---- files ----

def test_wrong_column():
    """a file whose column has another name is said not to be known; the other files are read"""
    with scratch() as folder:
        words = others_read(folder, lambda project: change(project, POSTS, "Post id", "Number of the post"), POSTS)
        assert "hint" in words, words


def test_unknown_files():
    """files that nobody knows are said, and no more: text, an empty file, a folder's leavings; a picture is a note"""
    with scratch() as folder:
        def spoil(project):
            write(os.path.join(project, "exports/notes.txt"), "milk, eggs\n")
            write(os.path.join(project, "exports/photo.png"), b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
            write(os.path.join(project, "exports/empty.csv"), "")
            write(os.path.join(project, "exports/.DS_Store"), b"\0\0\0\1Bud1")
        others_read(folder, spoil, "exports/notes.txt")
        process = tidings("inspect", "--json", os.path.join(folder, "project/exports"))
        told = [json.loads(line) for line in process.stdout.splitlines()]
        unknown = {os.path.basename(it["path"]) for it in told if not it["platform"]}
        equal(unknown, {"notes.txt", "empty.csv"}, "files that nobody knows")
        assert re.search(r"^note: \S+photo\.png holds no text", process.stderr, re.M), process.stderr[-800:]


def test_broken_archive():
    """an archive that ends in the middle, or is none, is said; the other files are read"""
    with scratch() as folder:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for day in range(1, 29):
                archive.writestr("general/2026-10-%02d.json" % day, json.dumps([{"type": "message", "user": "U1", "text": "hello %d" % day, "ts": "17912%05d.000100" % day}]))
        others_read(folder, lambda project: write(os.path.join(project, "exports/chat/half.zip"), packed.getvalue()[:900]), "exports/chat/half.zip/general/2026-10-08.json")
    with scratch() as folder:
        others_read(folder, lambda project: write(os.path.join(project, "exports/chat/none.zip"), "no archive at all"), "exports/chat/none.zip")


def test_broken_json():
    """JSON that ends in the middle keeps what was whole and says where it broke; the other files are read"""
    def ride(project):
        return next(path for path in files(os.path.join(project, "exports")) if path.startswith("rides/") and path.endswith(".json"))

    with scratch() as folder:
        project = small_copy(folder)
        loose = [path for path in files(os.path.join(project, "exports")) if path.startswith("rides/") and path.endswith(".json")]
        if not loose:
            raise Skip("the sample has no loose JSON")
        path = os.path.join("exports", ride(project))
        before, _ = records(project)
        write(os.path.join(project, path), read(project, path)[:-2000])
        after, said = records(project)
        words = complaint(said, path, None, "error")
        assert re.search(r":\d+:\d+: error", words), words
        lost = len([line for line in before if line.startswith("message ")]) - len([line for line in after if line.startswith("message ")])
        assert 0 <= lost < 30, "%d messages were lost" % lost


def test_broken_csv():
    """a quote that never ends is said at the place where it begins; the other files are read"""
    with scratch() as folder:
        words = others_read(folder, lambda project: change(project, POSTS, '"Sun, Oct 25, 2026","Small bikes', '"Sun, Oct 25, 2026,"Small bikes'), POSTS)
        assert re.search(r":5:\d+: (error|warning)", words) and "hint" in words, words
    with scratch() as folder:
        words = others_read(folder, lambda project: write(os.path.join(project, POSTS), read(project, POSTS) + b'1,"Sun, Oct 25, 2026","never ends\n'), POSTS)
        assert re.search(r":\d+:\d+: error", words), words


def test_broken_letters():
    """bytes that are no UTF-8 and halves of UTF-16 are said; nothing is lost beside them"""
    with scratch() as folder:
        project = small_copy(folder)
        before, _ = records(project)
        write(os.path.join(project, POSTS), read(project, POSTS).replace(b"Portrait of a bottom", "Portr\u00e4t \u2014 ".encode() + b"\xff of a bottom", 1))
        after, said = records(project)
        equal(len(after), len(before), "records")
        assert "UTF-8" in complaint(said, POSTS)
        assert any("Portr\u00e4t \u2014 \ufffd of a bottom" in line for line in after), "the letters beside the damage are lost"
    with scratch() as folder:
        project = small_copy(folder)
        write(os.path.join(project, POSTS), text(project, POSTS).encode("utf-16")[:-1])
        after, said = records(project)
        assert abs(len(after) - len(before)) <= 2, "%d records, %d before" % (len(after), len(before))


def test_hostile_archives():
    """members that want to climb out, links, and a bomb write nothing and end nothing"""
    with scratch() as folder:
        project = small_copy(folder)
        with zipfile.ZipFile(os.path.join(project, "exports/climb.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("../../climbed.csv", text(project, POSTS))
            archive.writestr("/tmp/climbed-too.csv", text(project, POSTS))
            archive.writestr("zeros.csv", b"0" * 300_000_000)
        with tarfile.open(os.path.join(project, "exports/links.tar"), "w") as archive:
            link = tarfile.TarInfo("link.csv")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
        os.symlink("..", os.path.join(project, "exports/round"))
        records(project)
        none([it for it in (os.path.join(folder, "climbed.csv"), "/tmp/climbed-too.csv", os.path.join(project, "climbed.csv")) if os.path.exists(it)], "files were written")


def test_unreadable():
    """a file that may not be read is said by name"""
    if os.geteuid() == 0:
        raise Skip("root may read everything")
    with scratch() as folder:
        project = small_copy(folder)
        os.chmod(os.path.join(project, POSTS), 0)
        process = tidings("-C", project, "build", "--dump", "records", expect=None)
        assert POSTS in process.stderr, process.stderr[-800:]


# ---- settings ----

def refused_settings(old, new, *words, at=None):
    """A change of tidings.yaml that must end with 2, say its place and a hint, and leave what is published."""
    with scratch() as folder:
        project, before = published(folder)
        line = change(project, SETTINGS, old, new)
        process = tidings("-C", project, "build", expect=USAGE)
        told = complaint(process.stderr, SETTINGS, line if at is None else at or None, "error")
        none([word for word in words + ("hint: ",) if word not in told], "words are missing in:\n%s" % told)
        same_digests(tree(os.path.join(project, "out")), before, "what was published")
        equal(tidings("-C", project, "check", expect=USAGE).stdout.splitlines()[-1][:9], "not ready", "check")


def test_zone_missing():
    """no report_tz: 2, with a hint how zones are named"""
    refused_settings("report_tz: Europe/London\n", "", "report_tz", "Europe/London", at=0)


def test_zone_wrong():
    """a zone that there is none: 2, at its line and column"""
    refused_settings("report_tz: Europe/London", "report_tz: Europe/Londn", "Europe/Londn")


def test_goal_of_the_other_side():
    """a broadcast goal that names a community metric: 2, at its place; neither is a score of the other"""
    refused_settings("metric: b_leads_generated", "metric: c_answered_within_24h", "c_answered_within_24h", "community", "broadcast")


def test_goal_of_nothing():
    """a goal that names no metric: 2, at its place"""
    refused_settings("metric: b_leads_generated", "metric: b_applause", "b_applause", "tidings list metrics")


def test_yaml_broken():
    """a broken tidings.yaml: 2, at its line and column"""
    refused_settings("  short: Larkfield", "  short: [Larkfield", at=0)


def test_zone_of_an_account():
    """an account's zone that there is none is said at its place, and the rest is read"""
    with scratch() as folder:
        project = small_copy(folder)
        line = change(project, SETTINGS, "zone: UTC", "zone: UTZ")
        process = tidings("-C", project, "build", "--dump", "records", expect=None)
        assert "UTZ" in complaint(process.stderr, SETTINGS, line), process.stderr[-600:]


def test_unknown_setting():
    """a setting that nobody knows is a warning at its place, and nothing stops"""
    with scratch() as folder:
        project = small_copy(folder)
        line = change(project, SETTINGS, "currency: GBP", "curency: GBP")
        _, said = records(project)
        assert "curency" in complaint(said, SETTINGS, line, "warning")
    with scratch() as folder:
        project = small_copy(folder)
        line = change(project, SETTINGS, "k_internal: 5", "k_interal: 50")
        _, said = records(project)
        assert "thresholds.k_interal" in complaint(said, SETTINGS, line, "warning")
    with scratch() as folder:
        project = small_copy(folder)
        line = change(project, SETTINGS, "hats: [", "hat: [")
        _, said = records(project)
        assert "staff" in complaint(said, SETTINGS, line, "warning")


def test_pipes_and_links():
    """a pipe, a device and a link to nothing among the exports are said, are not waited for, and the rest is read"""
    with scratch() as folder:
        project = small_copy(folder)
        os.mkfifo(os.path.join(project, "exports/x/pipe.csv"))
        os.symlink("/dev/zero", os.path.join(project, "exports/x/device.csv"))
        os.symlink("nowhere", os.path.join(project, "exports/x/link.csv"))
        process = tidings("-C", project, "build", timeout=120)
        for name in ("pipe", "device", "link"):
            complaint(process.stderr, "exports/x/%s.csv" % name, None, "error")
        assert os.path.exists(os.path.join(project, "out", PERIOD, "report.html"))


def test_tables_of_people_unreadable():
    """a table of people that is there and cannot be read: 2, named, and nothing is published, for it may ask to forget somebody"""
    for name in ("people.csv", "erasures.csv", "unsubscribes.csv"):
        for spoil in (os.makedirs, os.mkfifo, lambda path: os.symlink("nowhere", path)):
            with scratch() as folder:
                project = small_copy(folder)
                if os.path.exists(os.path.join(project, name)):
                    os.remove(os.path.join(project, name))
                spoil(os.path.join(project, name))
                process = tidings("-C", project, "build", expect=USAGE, timeout=60)
                assert "error: %s: " % name in process.stderr, process.stderr[-600:]
                assert not os.path.exists(os.path.join(project, "out")), "published without " + name


def test_no_project():
    """a folder without tidings.yaml: 2, and the hint says how to begin"""
    with scratch() as folder:
        process = tidings("-C", folder, "build", expect=USAGE)
        assert "tidings init" in process.stderr, process.stderr
        tidings("-C", os.path.join(folder, "nowhere"), "build", expect=USAGE)


def test_own_description_broken():
    """a description of our own that is wrong is said at its line; the built-in ones still read"""
    with scratch() as folder:
        words = others_read(folder, lambda project: write(os.path.join(project, "platforms/shop.yaml"),
                            "title: Shop\nplatform: shop\ncontainer: csv\nrecognise: { columns: [Order] }\nemit:\n  - record: wishes\n    fields: { id: { id: Order } }\n"), "platforms/shop.yaml")
        assert re.search(r"shop\.yaml:6:\d+: error", words) and "wishes" in words, words


# ---- what people write ----

HOSTILE = ('<script>alert(1)</script>', '<img src=x onerror=alert(2)>', '{{{organisation}}}', '=HYPERLINK("http://evil.example","x")',
           '[click](javascript:alert(3))', 'x\r\nBcc: everybody@example.invalid', '\u202egnikcah', '\x00\x07bell', '%s%n%s', '"><svg onload=alert(4)>')


def test_hostile_words():
    """what members write is text: no tag, no script, no template, no header, no formula comes of it"""
    with scratch() as folder:
        project = small_copy(folder)
        path = os.path.join(project, "exports/rides/Riders - hostile [1360001000000000999].json")
        people = [{"id": "13600000000000%05d" % i, "name": word[:30], "discriminator": "0000", "nickname": word, "isBot": False, "roles": []} for i, word in enumerate(HOSTILE)]
        messages = [{"id": "136100000000%07d" % (i * 10 + k), "type": "Default" if not k else "Reply", "timestamp": "2026-10-%02dT1%d:00:00.000+00:00" % (20 + i, k),
                     "timestampEdited": None, "isPinned": False, "content": HOSTILE[(i + k) % len(HOSTILE)] + " How do I fix this?",
                     "author": people[(i + k) % len(people)], "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": [],
                     **({"reference": {"messageId": "136100000000%07d" % (i * 10), "channelId": "1360001000000000999", "guildId": "1"}} if k else {})}
                    for i in range(len(HOSTILE)) for k in range(4)]
        write(path, json.dumps({"guild": {"id": "1", "name": "Riders", "iconUrl": ""},
                                "channel": {"id": "1360001000000000999", "type": "GuildTextChat", "categoryId": "2", "category": "Text", "name": HOSTILE[0], "topic": HOSTILE[2]},
                                "dateRange": {"after": None, "before": None}, "exportedAt": "2026-11-02T16:15:00.0000000+00:00", "messages": messages, "messageCount": len(messages)}))
        write(os.path.join(project, "letters", PERIOD + ".md"), "---\nauthor: Hanna\n---\nHello <script>alert(5)</script> [x](javascript:alert(6)) ![p](http://evil.example/pixel.png)\n")
        tidings("-C", project, "build", expect=None)
        month = os.path.join(project, "out", PERIOD)
        for page in ("report.html", "newsletter.html", "../index.html", "../feed.xml"):
            source = text(month, page)
            none(re.findall(r"<script|<[^>]*\bon(?:error|load)=|javascript:|<img[^>]*src=.?http|HYPERLINK\(.http://evil[^<]{0,40}</a>", source), "tags in " + page)
            assert source.count("Larkfield Cycle Co-operative Larkfield") == 0
            none(re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", source), "control characters in " + page)
        mail = text(month, "newsletter.eml")
        head = mail.replace("\r\n", "\n").split("\n\n")[0]
        assert not re.search(r"^Bcc:", mail, re.M), "a header was smuggled in"
        assert "everybody@" not in head, head
        for path in files(os.path.join(month, "data")):
            none(re.findall(r'(?:^|,)"?[=@][^,\n]*', text(month, "data", path), re.M), "formulas in data/" + path)


main(globals())
