#!/usr/bin/python3
"""The pages in headless Chromium, at the widths of a phone, a tablet and a desk, light and dark, and printed."""
import base64
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

from selenium import webdriver  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402

WIDTHS = (360, 800, 1280)
SCHEMES = ("light", "dark")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
         "--disable-default-apps", "--disable-extensions", "--disable-sync", "--no-first-run", "--metrics-recording-only", "--hide-scrollbars",
         "--force-color-profile=srgb", "--host-resolver-rules=MAP * ~NOTFOUND")

# Elements with text of their own that are seen; `own` joins the text nodes that are direct children.
SCRIPT = r"""
const seen = e => { const s = getComputedStyle(e); const r = e.getBoundingClientRect();
  return s.visibility !== 'hidden' && s.display !== 'none' && r.width > 1 && r.height > 1 && !e.closest('[aria-hidden=true]:not(svg *)') || false; };
const own = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('').trim();
const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.getAttribute('class') ? '.' + e.getAttribute('class').split(' ').join('.') : '');
const about = e => name(e) + ' "' + (e.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 50) + '"';
"""

WIDE = SCRIPT + r"""
const width = document.documentElement.clientWidth, found = [];
const page = document.documentElement.scrollWidth;
for (const e of document.body.querySelectorAll('*')) {
  const r = e.getBoundingClientRect();
  let box = e.parentElement; while (box && getComputedStyle(box).overflowX === 'visible') box = box.parentElement;
  if (page > width && r.right > width + 1 && r.width && (!box || box === document.body || box === document.documentElement)) found.push(about(e) + ' ends at ' + Math.round(r.right));
}
return page > width ? [page + ' > ' + width, ...found.slice(-6)] : [];
"""

# Labels of one chart must not lie on each other: boxes of <text>, as drawn, with half a pixel of grace.
LABELS = SCRIPT + r"""
const found = [];
for (const svg of document.querySelectorAll('svg')) {
  if (!svg.getBoundingClientRect().width) continue;
  const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim() && getComputedStyle(t).visibility !== 'hidden')
    .map(t => [t, t.getBoundingClientRect()]).filter(([t, r]) => r.width);
  const frame = svg.getBoundingClientRect(), heading = (svg.querySelector('title') || svg).textContent.slice(0, 40);
  texts.forEach(([t, a], i) => {
    if (getComputedStyle(svg).overflow !== 'visible' && (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 2 || a.bottom > frame.bottom + 2))
      found.push('cut off in "' + heading + '": ' + about(t));
    texts.slice(i + 1).forEach(([u, b]) => {
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left), y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (x > 0.5 && y > Math.min(a.height, b.height) * 0.3) found.push('overlap in "' + heading + '": ' + about(t) + ' and ' + about(u));
    });
  });
}
return found;
"""

CLIPPED = SCRIPT + r"""
const found = [];
for (const e of document.body.querySelectorAll('*')) {
  if (e.closest('svg') || !seen(e)) continue;
  const s = getComputedStyle(e);
  if ((s.overflowX === 'hidden' || s.overflowX === 'clip' || s.textOverflow === 'ellipsis') && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1) found.push('cut off: ' + about(e));
  if ((s.overflowY === 'hidden' || s.overflowY === 'clip') && e.scrollHeight > e.clientHeight + 2 && e.clientHeight > 1) found.push('cut off below: ' + about(e));
}
return found;
"""

# Two blocks of text of the page that are not inside each other must not lie on each other.
COLLISIONS = SCRIPT + r"""
const blocks = [...document.body.querySelectorAll('p, h1, h2, h3, h4, h5, h6, li, td, th, figcaption, dt, dd, blockquote, caption, summary')].filter(e => !e.closest('svg') && seen(e) && e.innerText && e.innerText.trim());
const found = [], boxes = blocks.map(e => { const range = document.createRange(); range.selectNodeContents(e); return [e, [...range.getClientRects()].filter(r => r.width > 1 && r.height > 1)]; });
for (let i = 0; i < boxes.length; i++) for (let k = i + 1; k < Math.min(boxes.length, i + 60); k++) {
  const [a, one] = boxes[i], [b, other] = boxes[k];
  if (a.contains(b) || b.contains(a)) continue;
  if (one.some(p => other.some(q => Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 4))) found.push(about(a) + ' and ' + about(b));
}
return found;
"""

# WCAG 2 contrast of every text with what lies behind it: the nearest opaque background, and for charts the mark under the label.
CONTRAST = SCRIPT + r"""
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const rgba = c => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = '#000'; canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
const light = ([r, g, b]) => { const f = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
const over = (top, under) => { const a = top[3] / 255; return [0, 1, 2].map(i => top[i] * a + under[i] * (1 - a)).concat(255); };
const root = () => { for (const e of [document.body, document.documentElement]) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3]) return c; }
  return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 255] : [255, 255, 255, 255]; };
const paper = root();
const behind = e => { const stack = []; for (let p = e; p; p = p.parentElement) { if (p.closest('svg') && p.tagName !== 'svg') continue; const c = rgba(getComputedStyle(p).backgroundColor); if (c[3]) { stack.push(c); if (c[3] === 255) break; } }
  return stack.reverse().reduce((under, top) => over(top, under), paper); };
const inChart = t => { // the last painted filled shape that holds the label's middle
  const r = t.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2; let colour = behind(t);
  for (const s of t.ownerSVGElement.querySelectorAll('path, rect, circle, polygon')) {
    if (s.compareDocumentPosition(t) & Node.DOCUMENT_POSITION_PRECEDING) break;
    const style = getComputedStyle(s); if (style.fill === 'none' || style.visibility === 'hidden') continue;
    const m = s.getScreenCTM(); if (!m) continue; const p = new DOMPoint(x, y).matrixTransform(m.inverse());
    if (s.isPointInFill(p)) { const c = rgba(style.fill); c[3] = c[3] * style.fillOpacity * style.opacity; colour = over(c, colour); }
  }
  return colour; };
const found = [];
for (const e of document.body.querySelectorAll('*')) {
  if (!own(e) || ['STYLE', 'TITLE', 'DESC', 'title', 'desc'].includes(e.tagName) || !seen(e)) continue;
  const s = getComputedStyle(e), chart = e.ownerSVGElement;
  let ink = rgba(chart ? s.fill : s.color); const ground = chart ? inChart(chart && e.closest('text') || e) : behind(e);
  ink[3] = ink[3] * s.opacity; ink = over(ink, ground);
  const size = parseFloat(s.fontSize), need = size >= 24 || size >= 18.66 && s.fontWeight >= 700 ? 3 : 4.5, has = ratio(ink, ground);
  if (has < need - 0.01) found.push(has.toFixed(2) + ' < ' + need + ' ' + about(e) + ' rgb(' + ink.slice(0, 3).map(Math.round) + ') on (' + ground.slice(0, 3).map(Math.round) + ')');
}
return found;
"""

# Where two columns stand side by side, what is told left and right of the wall begins at one height.
ROWS = SCRIPT + r"""
const found = []; let rows = 0;
for (const spread of document.querySelectorAll('.spread')) {
  const [left, right] = ['.broadcast', '.community'].map(side => [...spread.querySelectorAll('.side' + side + ' .cell .body')]);
  if (left.length !== right.length) found.push(left.length + ' cells on the left, ' + right.length + ' on the right');
  left.forEach((cell, i) => {
    if (!right[i]) return;
    const a = cell.getBoundingClientRect(), b = right[i].getBoundingClientRect();
    if (b.left < a.right - 1) return;
    rows++;
    if (Math.abs(a.top - b.top) > 1) found.push(about(cell) + ' at ' + a.top + ', ' + about(right[i]) + ' at ' + b.top);
  });
}
return [rows, found];
"""


class Browser:
    """One Chromium for all tests of this file, begun when it is first asked for."""
    driver = None

    def open(self, page, width, scheme="light", media="screen"):
        if not Browser.driver:
            options = webdriver.ChromeOptions()
            for flag in FLAGS:
                options.add_argument(flag)
            options.binary_location = "/usr/bin/chromium"
            options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
            Browser.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        driver = Browser.driver
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        driver.get("file://" + page)
        driver.execute_script("for (const d of document.querySelectorAll('details')) d.open = false")
        return driver


browser = Browser()


def pages():
    month = edition()
    return (os.path.join(month, "report.html"), os.path.join(month, "newsletter.html"), os.path.join(os.path.dirname(month), "index.html"))


def everywhere(script, schemes=("light",), widths=WIDTHS, open_all=False):
    """What a script finds on each page at each width and in each scheme."""
    found = []
    for page in pages():
        for width in widths:
            for scheme in schemes:
                driver = browser.open(page, width, scheme)
                if open_all:
                    driver.execute_script("for (const d of document.querySelectorAll('details')) d.open = true")
                found += ["%s %d %s: %s" % (os.path.basename(page), width, scheme, it) for it in driver.execute_script(script)]
    return found


def test_console():
    """no page makes the browser complain: no broken policy, nothing missing, nothing refused"""
    for page in pages():
        driver = browser.open(page, 1280)
        driver.execute_script("return document.fonts.ready.then(() => 1)")
        none(["%s: %s" % (os.path.basename(page), it["message"]) for it in driver.get_log("browser") if "favicon" not in it["message"]], "complaints")


def test_fits():
    """no page scrolls sideways at 360, 800 or 1280 pixels, tables open or shut"""
    none(everywhere(WIDE, widths=(320,) + WIDTHS), "things are too wide")
    none(everywhere(WIDE, open_all=True), "things are too wide with tables open")


def test_labels():
    """no two labels of a chart lie on each other, and none leaves its chart"""
    none(everywhere(LABELS, widths=(360, 1280)), "labels")


def test_nothing_cut():
    """no text is cut off"""
    none(everywhere(CLIPPED), "texts")


def test_first_page_is_whole():
    """the tables of the first pages, side by side at 1280 pixels and one below the other on a phone, need no scrolling"""
    script = SCRIPT + """return [...document.querySelectorAll('.spread *')].filter(e => !e.closest('details') && !e.closest('svg') && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
      && e.scrollWidth > e.clientWidth + 1).map(e => about(e) + ' ' + e.scrollWidth + ' > ' + e.clientWidth)"""
    none(everywhere(script), "tables are wider than their place")


def test_no_collisions():
    """no paragraph, heading or cell lies on another"""
    none(everywhere(COLLISIONS), "texts lie on each other")


def test_contrast():
    """every text has a contrast of 4.5 to 1 with what lies behind it, light and dark (3 to 1 when large)"""
    none(everywhere(CONTRAST, schemes=SCHEMES, widths=(360, 1280)), "texts are too faint")


def test_dark():
    """where the reader's system is dark, report and index are dark"""
    for page in (pages()[0], pages()[2]):
        driver = browser.open(page, 1280, "dark")
        colour = driver.execute_script("return getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor")
        assert "rgb(255, 255, 255)" not in colour, colour
        assert driver.execute_script(CONTRAST.replace("return found;", "return light(paper)")) < 0.1, colour


def test_two_columns():
    """side by side at 1280 pixels the rows of the two disciplines are level; on a phone they follow each other"""
    rows, found = browser.open(pages()[0], 1280).execute_script(ROWS)
    assert rows >= 3, "only %d rows have two sides" % rows
    none(found, "rows are not level")
    rows, _ = browser.open(pages()[0], 360).execute_script(ROWS)
    equal(rows, 0, "rows side by side on a phone")


def test_fonts():
    """the report brings its own type: its faces are loaded from inside the page"""
    driver = browser.open(pages()[0], 1280)
    faces = driver.execute_script("return document.fonts.ready.then(() => [...document.fonts].map(f => f.family + ' ' + f.weight + ' ' + f.status))")
    assert faces and any("loaded" in it for it in faces), faces
    none([it for it in faces if "error" in it], "faces")


def test_small_type():
    """no text is smaller than 11 pixels"""
    script = SCRIPT + """return [...document.body.querySelectorAll('*')].filter(e => own(e) && seen(e) && !['STYLE', 'title', 'desc'].includes(e.tagName)
      && parseFloat(getComputedStyle(e).fontSize) * (e.ownerSVGElement ? e.ownerSVGElement.getScreenCTM().a : 1) < 10.95).map(e => getComputedStyle(e).fontSize + ' ' + about(e))"""
    none(everywhere(script, widths=(360, 1280)), "texts")


def test_keyboard():
    """the first stop of the keyboard leads past the head, and every link can be seen when it has the focus"""
    driver = browser.open(pages()[0], 1280)
    first = driver.execute_script("const e = document.querySelector('a[href], summary, button'); return e ? e.getAttribute('href') : ''")
    assert first and first.startswith("#") and driver.execute_script("return !!document.querySelector(arguments[0])", first), "the first link leads to %r" % first


def test_print():
    """printed on A4 the report is light, holds its tables, cuts no label, and takes a sensible number of pages"""
    driver = browser.open(pages()[0], 794, "dark", media="print")
    assert driver.execute_script(CONTRAST.replace("return found;", "return light(paper)")) > 0.9, "dark paper"
    none(driver.execute_script(LABELS), "labels in print")
    none(driver.execute_script(CONTRAST), "texts are too faint in print")
    with scratch() as folder:
        path = os.path.join(folder, "print.pdf")
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [{"name": "prefers-color-scheme", "value": "dark"}]})
        data = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
        told = command("pdfinfo", path)
        pages_printed = int([line for line in told.splitlines() if line.startswith("Pages:")][0].split()[1])
        words = command("pdftotext", "-enc", "UTF-8", path, "-").split("\f")[:-1]
    assert "A4" in told, told
    assert 3 <= pages_printed <= 90, pages_printed
    none([number for number, page in enumerate(words, 1) if len(page.split()) < 8], "printed pages are empty")


try:
    main(globals())
finally:
    if Browser.driver:
        Browser.driver.quit()
