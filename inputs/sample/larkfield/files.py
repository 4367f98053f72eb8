"""Writing files as the platforms do: their quoting, line ends, marks and zips. Nothing depends on the machine."""
import csv
import gzip
import io
import os
import tarfile
import zipfile


class Folder:
    """The project folder that is being made."""

    def __init__(self, root):
        self.root = root
        self.written = []

    def write(self, path, data):
        if isinstance(data, str):
            data = data.encode()
        whole = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "wb") as file:
            file.write(data)
        self.written.append(path)

    def zip(self, path, members, when):
        """members: {name: text or bytes}; `when`: (year, month, day, hour, minute, second) of every member."""
        store = io.BytesIO()
        with zipfile.ZipFile(store, "w") as archive:
            for name in sorted(members):
                info = zipfile.ZipInfo(name, when)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o100644 << 16
                info.create_system = 3
                data = members[name]
                archive.writestr(info, data.encode() if isinstance(data, str) else data, zipfile.ZIP_DEFLATED, 9)
        self.write(path, store.getvalue())

    def tar(self, path, members, when):
        """The same as a .tar.gz; `when` in seconds."""
        store = io.BytesIO()
        with tarfile.open(fileobj=store, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for name in sorted(members):
                data = members[name].encode()
                info = tarfile.TarInfo(name)
                info.size, info.mtime, info.mode = len(data), when, 0o644
                archive.addfile(info, io.BytesIO(data))
        self.write(path, gzip.compress(store.getvalue(), 9, mtime=when))


def rows(table, quoting=csv.QUOTE_MINIMAL, end="\n", last_end=True, delimiter=","):
    """CSV with quotes only where needed (or everywhere: csv.QUOTE_ALL)."""
    text = io.StringIO()
    csv.writer(text, quoting=quoting, lineterminator=end, delimiter=delimiter).writerows(table)
    text = text.getvalue()
    return text if last_end else text[: -len(end)]


def quoted(table, **how):
    return rows(table, quoting=csv.QUOTE_ALL, **how)


def put(table, end="\n"):
    """PHP's fputcsv, as Meta writes: a field is quoted if it holds a blank, comma, quote, tab or line break."""

    def cell(value):
        value = str(value)
        return '"' + value.replace('"', '""') + '"' if any(c in value for c in ' ,"\t\n\r\\') else value

    return "".join(",".join(cell(value) for value in row) + end for row in table)


def meta_series(*tables):
    """Meta's page-level series: UTF-16LE with BOM, a sep= line, titled tables of every-cell-quoted rows."""
    text = "sep=,\n" + "\n".join('"%s"\n' % title + quoted([("Date", "Primary")] + table) for title, table in tables)
    return b"\xff\xfe" + text.encode("utf-16-le")
