"""Opens pages in headless Chromium by the DevTools protocol, over pipes: `pages.py PAGE…`.

Each page at 360 and 1440 pixels: no message on the console, no request but for the page itself, nothing wider than the
window, a table that a click sorts and a second click reverses. Then the same page without JavaScript and on paper.
"""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


class Chromium:
    """A browser with one tab, driven over the file descriptors 3 and 4."""

    def __init__(self, profile):
        program = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
        if program is None:
            sys.exit("there is no chromium; make browser-packages installs it")
        commands, self.out = os.pipe()
        self.into, answers = os.pipe()
        for descriptor in (commands, answers):
            os.set_inheritable(descriptor, True)

        def place():
            # First out of the way: either may be 3 or 4 already.
            low, high = os.dup(commands), os.dup(answers)
            os.dup2(low, 3)
            os.dup2(high, 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
             f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=place, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.rest, self.number, self.session, self.events = b"", 0, None, []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(domain + ".enable")

    def message(self):
        while b"\0" not in self.rest:
            part = os.read(self.into, 1 << 16)
            if not part:
                sys.exit("chromium has ended")
            self.rest += part
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def ask(self, method, **parameters):
        self.number += 1
        question = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            question["sessionId"] = self.session
        data = json.dumps(question).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data):]
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def value(self, expression):
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            sys.exit(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def open(self, address, width):
        self.events.clear()
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
                 mobile=width < 600)
        self.ask("Page.navigate", url=address)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message())
        time.sleep(0.2)
        self.value("1")

    def complaints(self, address):
        """What the console says, and what was asked for besides the page."""
        found = []
        for event in self.events:
            method, parameters = event.get("method"), event.get("params", {})
            if method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
                found.append(f"{method}: {json.dumps(parameters)[:300]}")
            if method == "Network.requestWillBeSent":
                url = parameters["request"]["url"]
                if url != address and not url.startswith("data:"):
                    found.append(f"asked for {url[:200]}")
        return found

    def close(self):
        self.ask("Browser.close")
        self.process.wait(timeout=20)


WIDER = """
(() => {
  const wide = document.documentElement.scrollWidth;
  return wide > window.innerWidth ? wide : 0;
})()
"""

OUTSIDE = """
Array.from(document.querySelectorAll('main *')).filter(one => {
  const box = one.getBoundingClientRect();
  return box.width > 0 && box.right > window.innerWidth + 1 && !one.closest('.scroll, svg');
}).slice(0, 3).map(one => one.outerHTML.slice(0, 120))
"""

SORTED = """
(() => {
  const table = Array.from(document.querySelectorAll('table.sortable')).find(one => one.tBodies[0].rows.length > 3);
  if (!table) return 'no table';
  const heads = Array.from(table.tHead.rows[0].cells);
  const texts = place => Array.from(table.tBodies[0].rows).map(row => row.cells[place].textContent);
  for (const [place, head] of heads.entries()) {
    const before = [...texts(place)];
    head.querySelector('button').click();
    const up = texts(place);
    if (head.getAttribute('aria-sort') !== 'ascending') return 'not marked as ascending';
    head.querySelector('button').click();
    const down = texts(place);
    if (head.getAttribute('aria-sort') !== 'descending') return 'not marked as descending';
    if (heads.filter(one => one.hasAttribute('aria-sort')).length !== 1) return 'two columns are marked';
    if ([...up].sort().join() !== before.sort().join()) return 'rows were lost';
    const filled = list => list.filter(text => text !== '');
    const numbers = filled(up).map(text => parseFloat(text.replace(/,/g, '')));
    if (numbers.every(number => !isNaN(number))) {
      if (numbers.some((number, index) => index && number < numbers[index - 1])) return 'column ' + place + ' is not in order';
      const back = filled(down).map(text => parseFloat(text.replace(/,/g, '')));
      if (back.some((number, index) => index && number > back[index - 1])) return 'column ' + place + ' is not reversed';
    }
  }
  return '';
})()
"""

FOCUSABLE = """
Array.from(document.querySelectorAll('.scroll')).filter(one => {
  if (one.closest('details:not([open])')) return false;
  one.focus();
  return document.activeElement !== one;
}).length
"""


def check(browser, path):
    address = path.resolve().as_uri()
    problems = []
    for width in (360, 1440):
        browser.open(address, width)
        problems += [f"{width} px: {words}" for words in browser.complaints(address)]
        if wide := browser.value(WIDER):
            problems.append(f"{width} px: the page is {wide} pixels wide")
        problems += [f"{width} px: over the edge: {words}" for words in browser.value(OUTSIDE)]
        if browser.value(FOCUSABLE):
            problems.append(f"{width} px: a region that scrolls takes no focus")
        if browser.value("document.querySelectorAll('table.sortable').length") and (words := browser.value(SORTED)):
            if words != "no table":
                problems.append(f"{width} px: {words}")
    with_script = browser.value("document.querySelector('main').textContent.replace(/\\s+/g, '').length")
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(address, 360)
    without = browser.value("document.querySelector('main').textContent.replace(/\\s+/g, '').length")
    if without != with_script:
        problems.append(f"without JavaScript {without} characters, with it {with_script}")
    if browser.value("document.querySelectorAll('button').length"):
        problems.append("without JavaScript there are buttons")
    problems += [f"without JavaScript: {words}" for words in browser.complaints(address)]
    paper = base64.b64decode(browser.ask("Page.printToPDF", preferCSSPageSize=True)["data"])
    if not paper.startswith(b"%PDF"):
        problems.append("it cannot be printed")
    browser.ask("Emulation.setScriptExecutionDisabled", value=False)
    print(f"{path.name}: {path.stat().st_size} bytes, {len(problems)} problems")
    return [f"{path.name}: {words}" for words in problems]


def main(pages):
    with tempfile.TemporaryDirectory() as profile:
        browser = Chromium(profile)
        try:
            problems = [words for page in pages for words in check(browser, pathlib.Path(page))]
        finally:
            browser.close()
    for words in problems:
        print(words, file=sys.stderr)
    sys.exit(1 if problems else 0)


main(sys.argv[1:])
