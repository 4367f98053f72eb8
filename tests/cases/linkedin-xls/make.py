#!/usr/bin/env python3
"""Writes this case's workbooks: LinkedIn's page analytics of Larkfield, an invented organisation, as .xls (BIFF8 in an OLE
container), the texts long enough to run over records. Run here; what it writes is kept."""
import struct
import pathlib

FOLDER = pathlib.Path(__file__).parent / "in/exports/linkedin"
RECORD = 8224  # bytes that a record holds


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def shared_strings(texts):
    """Cut wherever a record is full, within texts too; half of a cut text may take two bytes a letter and half one."""
    records, data = [], struct.pack("<II", len(texts), len(texts))
    for text in texts:
        units = [unit for unit, in struct.iter_unpack("<H", text.encode("utf-16-le"))]
        wide = must = max(units) > 255
        if len(data) + 3 > RECORD:
            records.append(data)
            data = b""
        data += struct.pack("<HB", len(units), wide)
        for unit in units:
            if len(data) + 2 > RECORD:
                records.append(data)
                wide = must or not wide
                data = bytes([wide])
            data += struct.pack("<H" if wide else "<B", unit)
    records.append(data)
    return record(0xFC, records[0]) + b"".join(record(0x3C, more) for more in records[1:])


def cells(rows, texts):
    out = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str) and value:
                out += record(0xFD, struct.pack("<HHHI", row, column, 0, texts.setdefault(value, len(texts))))
            elif isinstance(value, int):
                out += record(0x27E, struct.pack("<HHHI", row, column, 0, (value << 2 | 2) & 0xFFFFFFFF))
            elif isinstance(value, float):
                out += record(0x203, struct.pack("<HHHd", row, column, 0, value))
    return out


def begin(kind):
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def workbook(sheets):
    texts = {}
    bodies = [begin(0x10) + cells(rows, texts) + record(0x0A) for rows in sheets.values()]
    head = begin(5) + record(0x42, struct.pack("<H", 1200)) + record(0xE0, struct.pack("<HH", 0, 0) + b"\0" * 16)
    tail = shared_strings(list(texts)) + record(0x0A)
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    at = len(head) + sum(10 + len(name) for name in names) + len(tail)
    bounds = b""
    for name, body in zip(names, bodies):
        bounds += record(0x85, struct.pack("<IBB", at, 0, 0) + name)
        at += len(body)
    return head + bounds + tail + b"".join(bodies)


def entry(name, kind, child, start, size):
    letters = name.encode("utf-16-le")
    return (letters.ljust(64, b"\0") + struct.pack("<HBBiii", len(letters) + 2 if name else 0, kind, 1, -1, -1, child)
            + b"\0" * 36 + struct.pack("<iII", start, size, 0))


def container(stream):
    """One stream, padded past the size below which streams live elsewhere."""
    stream = stream.ljust(4096, b"\0")
    size = len(stream)
    sectors = -(-size // 512)
    stream = stream.ljust(sectors * 512, b"\0")
    tables = -(-(sectors + 2) // 128)
    while tables * 128 < sectors + 1 + tables:
        tables += 1
    chain = [-3] * tables + [-2] + [tables + 2 + i for i in range(sectors - 1)] + [-2]
    chain += [-1] * (tables * 128 - len(chain))
    header = (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
              + struct.pack("<IiIIiIiI", tables, tables, 0, 4096, -2, 0, -2, 0))
    header += struct.pack("<109i", *(list(range(tables)) + [-1] * (109 - tables)))
    folder = entry("Root Entry", 5, 1, -2, 0) + entry("Workbook", 2, -1, tables + 1, size) + entry("", 0, -1, 0, 0) * 2
    return header + struct.pack("<%di" % len(chain), *chain) + folder + stream


def write(name, sheets):
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_bytes(container(workbook(sheets)))


KINDS = ["Impressions", "Clicks", "Reactions", "Comments", "Reposts", "Engagement rate"]
EXTENTS = ["organic", "sponsored", "total"]
METRICS = ["Date"] + [f"{kind} ({extent})" for kind in KINDS for extent in EXTENTS]
METRICS.insert(4, "Unique impressions (organic)")
POSTS = ["Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date", "Campaign start date",
         "Campaign end date", "Audience", "Impressions", "Views", "Offsite Views", "Clicks", "Click through rate (CTR)", "Likes",
         "Comments", "Reposts", "Follows", "Engagement rate", "Content Type"]
RIDE = "On Saturday we ride to the weir and back, slowly, with cake. Bring a friend who has not been on a bicycle for years. "


def day(number):
    seen, clicks, likes = 40 + 7 * number, number % 5, 2 + number % 3
    rate = (clicks + likes) / seen
    return [f"05/{number:02}/2026", seen, 0, seen, seen - 9, clicks, 0, clicks, likes, 0, likes, 0, 0, 0, 0, 0, 0, rate, 0, rate]


def post(number, title, seen, shown=None):
    return [title, f"https://www.linkedin.com/feed/update/urn:li:activity:74200000000000000{number:02}", "Organic", "", "Mara Test",
            f"05/{number:02}/2026", "", "", "All followers", shown or seen, "", "", 11, 11 / seen, 9, 1, 0, "", 21 / seen, ""]


def main():
    write("larkfield-cycle-co-operative_content_1780300000000.xls", {
        "Metrics": [["Aggregated engagement metrics for your organic and sponsored posts over time. All dates and times are in UTC."],
                    METRICS] + [day(number) for number in range(1, 11)],
        "All posts": [["Engagement metrics for individual posts. All dates and times are in UTC."], POSTS,
                      post(9, RIDE * 60, 370), post(6, "Велопрогулка 🚲: " + RIDE * 40, 120), post(2, "Workshop", 1200, "1,2k")]})
    write("larkfield-cycle-co-operative_followers_1780300000000.xls", {
        "Novos seguidores": [["Data", "Seguidores patrocinados", "Seguidores orgânicos", "Seguidores convidados automaticamente",
                              "Total de seguidores"], ["05/01/2026", 0, 3, 0, 3], ["05/02/2026", 0, -1, 0, -1]],
        "Localidade": [["Localidade", "Total de seguidores"], ["Larkfield", 120], ["Outro lugar", 31]],
        "Apontamentos": [["Quem", "O quê"], ["Mara", "bolo"]]})


main()
