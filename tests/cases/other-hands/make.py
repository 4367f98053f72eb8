#!/usr/bin/env python3
"""Exports of the invented Larkfield after they went through other hands: programs that write their own marks and line ends,
spreadsheets, and people. Writes in/exports; only the standard library."""
import os, shutil, zipfile

here = os.path.dirname(os.path.abspath(__file__)) + "/in/exports"


def put(name, data):
    path = os.path.join(here, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def cell(column, row, value):
    at = f"{chr(65 + column)}{row}"
    if isinstance(value, str):
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    value, style = value if isinstance(value, tuple) else (value, 0)
    return f'<c r="{at}" s="{style}"><v>{value}</v></c>'


def put_sheet(name, sheet, rows):
    """A workbook of one sheet. A number stands for itself; (number, 1) is shown as a date."""
    path = os.path.join(here, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006/"
    body = "".join(f'<row r="{i}">' + "".join(cell(c, i, v) for c, v in enumerate(row)) + "</row>" for i, row in enumerate(rows, 1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for part, text in parts.items():
            book.writestr(zipfile.ZipInfo(part, (2026, 11, 2, 9, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>' + text)


def twice_marked(text):
    return b"\xef\xbb\xbf" + text.encode("utf-8-sig")


shutil.rmtree(here, ignore_errors=True)

# programs: two marks of UTF-8, a line end that was made of a line end, the separator as a row of its own
put("fb/Follows.csv", twice_marked('sep=,\r\r\n"Facebook follows"\r\r\nDate,Primary\r\r\n2026-10-01T00:00:00,3\r\r\n2026-10-02T00:00:00,0\r\r\n'))
put("fb/Reach.csv", '"sep=",""\n"Facebook reach",""\n"Date","Primary"\n"2026-10-01T00:00:00","120"\n')
put_sheet("fb/Visits.xlsx", "Visits", [["sep="], ["Facebook visits"], ["Date", "Primary"], ["2026-10-01T00:00:00", 7]])
put("fb/Link clicks.csv", 'For the board\nsep=,\n"Facebook link clicks"\nDate,Primary\n2026-10-01T00:00:00,5\n')
put("ga4/data-export.csv", "Board meeting\n# ----------------------------------------\n# Overview\n# ----------------------------------------\n#\n# Start date: 20261001\n# End date: 20261002\nNth day,Sessions\n0000,12\n0001,15\n")

# statistics programs and people: ids as reals, blanks that do not break, words and sums below, the header on two lines
put("leads/hubspot-crm-exports-all-contacts-2026-10-31.csv",
    '"Record ID","First Name","Last Name",Email,"Phone Number","Contact owner","Company name","Lifecycle\nStage","Lead\u00a0Status","Original Source","Create Date"\n'
    '9001.0,Ilse,Example,ilse@example.invalid,,,Canal Yard,lead,NEW,SOCIAL_MEDIA,"2026-10-02 09:14"\n'
    '"\u00a09002 ",Tom,Sample,tom@example.invalid,,,,lead,,"Paid social"," 2026-10-03 10:00 "\n'
    '"9,003",Ada,Specimen,ada@example.invalid,,,,lead,,"Paid social",2026-10-04 10:00\n'
    'Exported for the board on Monday\nTotal,,,,,,,,,,2\n')
put("ads/Larkfield-Campaigns-1-Oct-2026-31-Oct-2026.csv",
    "REPORTING STARTS,REPORTING ENDS,CAMPAIGN NAME,CAMPAIGN DELIVERY,RESULTS,RESULT INDICATOR,AMOUNT  SPENT (GBP),IMPRESSIONS,REACH,LINK CLICKS\n"
    "2026-10-01,2026-10-31,rides,completed,12,actions:link_click,30.50,1200,800,12\n")
put("search/larkfield.example-Performance-on-Search-2026-10-31/Devices.csv", "My notes,Clicks,Device,Impressions,CTR,Position\nask Mara,2,Mobile,38,5.26%,5.9\n")
put("x/account_analytics_content_2026-10-01_2026-10-31.csv",
    "Post id,Date,Post text,Post Link,Impressions,Likes\n"
    '2088707180694320001,"Thu, Oct 15, 2026",Lamps on,https://x.com/LarkfieldCycles/status/2088707180694320001,44,1\n'
    '2088707180694320011,"Fri, Oct 16, 2026",Lamps off,https://x.com/LarkfieldCycles/status/2088707180694320011,50,2\n'
    "Gesamt,,,,94,3\n"
    '2088707180694320021,"Sat, Oct 17, 2026",Lam')  # the download broke off

put("x/account_analytics_content_2026-10-01_2026-10-31.csv.crdownload", "Post id,Date,Post text,Post Link,Impressions,Likes\n2088707180694320001,\"Thu, Oct 15, 2026\",Lamps on,https://x.com/LarkfieldCycles/status/2088707180694320001,4")
put("x/~$account_analytics_content_2026-10-01_2026-10-31.xlsx", b"\x04Mara" + b" " * 160)
put("x/empty.zip", b"PK\x05\x06" + bytes(18))
put("x/old-mac.csv", "Post id,Date,Post text,Post Link,Impressions,Likes\r2088707180694320041,\"Thu, Oct 22, 2026\",Lamps,https://x.com/LarkfieldCycles/status/2088707180694320041,5k,1\r")

# days without their year: two exports pasted together, rows sorted by a figure
put("tt/2026-10-31/FollowerHistory.csv", "Date,Followers,Difference in followers from previous day\nOctober 29,901,1\nOctober 30,902,1\n"
    "Date,Followers,Difference in followers from previous day\nOctober 29,901,1\nOctober 30,902,1\n")
put("tt/quoted/2026-10-31/FollowerHistory.csv", 'Date,Followers,Difference in followers from previous day\n"October 27,899,0"\n"""October 28"",900,""1"""\nTotal\n')
put("tt/sorted/2026-10-31/FollowerHistory.csv", "Date,Followers,Difference in followers from previous day\nOctober 2,907,4\nOctober 30,902,1\nOctober 1,901,0\n")
put("tt/business/Followers.csv", "Date,New followers,Total followers,Reached audience,Engaged audience\n2026/10/29,3,1.201,90,12\n2026/10/30,1,1.202,90,12\n")

# sheets: ids of which fifteen digits are left, days that became months, years that were put in, a list of guests
put_sheet("ig/Oct-01-2026_Oct-31-2026_1493600000000041.xlsx", "posts",
          [["Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time", "Permalink", "Post type", "Date", "Views", "Reach", "Likes"]] +
          [[f"1801000000000{i}".ljust(17, "0") if text else int(f"1801000000000{i}".ljust(17, "0")), "17841400112358132", "larkfieldcycles", "Larkfield Cycles", "Lamps", 0,
            f"10/{i}/2026 01:12", f"https://www.instagram.com/p/C{i}/", "IG image", "Lifetime", 604, 500, 48] for i, text in ((15, 0), (16, 1), (17, 1), (18, 1))])
put_sheet("li/larkfield_followers_1793606400633.xlsx", "New followers",
          [["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"], [(46151, 1), 0, 3, 1, 4], ["10/13/2026", 0, 2, 0, 2]])
put_sheet("tt/2026-10-31/Viewers.xlsx", "Viewers", [["Date", "Total Viewers", "New Viewers", "Returning Viewers"], [(46386, 1), 12, 5, 7], [(46325, 1), 10, 4, 6], [(11232, 1), 9, 3, 6]])
put("events/Lamp walk (1)", "api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,custom_source,checked_in_at\n"
    "gst-8,Tam Hollow,Tam,Hollow,tam@example.org,,2026-03-02T09:00:00.000Z,approved,,2026-03-15T10:02:00.000Z\n")
put_sheet("events/Spring ride - Guests - 2026-03-16-09-00-00.xlsx", "Guests",
          [["api_id", "name", "first_name", "last_name", "email", "phone_number", "created_at", "approval_status", "custom_source", "checked_in_at"],
           ["gst-9", "Tam Hollow", "Tam", "Hollow", "tam@example.org", "", "2026-03-02T09:00:00.000Z", "approved", "", "2026-03-15T10:02:00.000Z"]])
