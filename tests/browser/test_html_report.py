"""The page in a browser: what its script does, what works without it, how it looks and what it asks of the network."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="the browser is driven by selenium")
os.environ["SE_AVOID_STATS"] = "true"

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

ROOT = Path(__file__).parents[2]
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="chromium and its driver are not installed")

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE, PHONE = 1280, 390
AA = 4.5

CODE = """\
package main

import "os"

func main() {
	for _, name := range []string{os.Getenv("PORT"), os.Getenv("UPLOAD_DIR"), os.Getenv("CACHE_URL")} {
		println(name)
	}
}
"""
DRIFT = {
    "main.go": CODE,
    ".env.example": "PORT=8080\nCACHE_URL=\nOLD_NAME=1\n",
    "docs/ENV.md": "| Variable | Default |\n|---|---|\n| `PORT` | `3000` |\n| `UPLOAD_DIR` | |\n",
}
RULES = """\
[PORT]
type = "port"
[BACKEND]
id       = 11
values   = ["local", "s3"]
level    = { production = "error", else = "warning" }
fallback = "local"
why      = "Uploads would fail."
"""
CHECK = {
    "rules/all.toml": RULES,
    ".env.production": f"PORT=80800\nBACKEND=s4 # {'long ' * 60}\n<b>X</b>=1\nPORT=80800\n",
    ".env.staging": "BACKEND=minio\n",
    "envlint.toml": '[tiers]\nstaging = { level = "warning", files = [".env.staging"] }\n'
    'production = { level = "error", files = [".env.production"] }\n',
}

SERVICES = {
    "envlint.toml": '[[services]]\nname = "api"\nroot = "api"\n[[services]]\nname = "worker"\nroot = "worker"\n',
    "api/rules/api.toml": '[PORT]\ntype = "port"\n',
    "api/.env.staging": "PORT=http\n",
    "api/.env.production": "PORT=80\n",
    "worker/rules/worker.toml": '[QUEUE]\nvalues = ["mail", "video"]\n',
    "worker/.env.production": "QUEUE=vidoe\n",
}
CLEAN = {"main.go": 'package main\n\nimport "os"\n\nvar port = os.Getenv("PORT")\n', ".env.example": "PORT=\n"}

LISTEN = """
window.faults = [];
addEventListener("error", (event) => faults.push(event.message));
addEventListener("securitypolicyviolation", (event) => faults.push(event.violatedDirective));
"""
CONTRAST = """
const channels = (colour) => colour.match(/[0-9.]+/g).map(Number);
const linear = (c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
const behind = (element) => {
  for (let each = element; each; each = each.parentElement) {
    const colour = channels(getComputedStyle(each).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
};
document.querySelectorAll("details").forEach((each) => { each.open = true; });
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const low = [];
let seen = 0;
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest(".spoken, script")) continue;
  const [a, b] = [light(channels(getComputedStyle(element).color)), light(behind(element))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  seen += 1;
  if (ratio < arguments[0]) low.push([element.className || element.tagName, walker.currentNode.data, ratio]);
}
return [seen, low];
"""


def report(folder, command, files, code=1):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    call = [sys.executable, "-m", "envlint", command, "--format", "html:report.html"]
    done = subprocess.run(call, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, "")
    return (folder / "report.html").as_uri()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    projects = {
        "drift": ("drift", DRIFT),
        "check": ("check", CHECK),
        "services": ("check", SERVICES),
        "clean": ("drift", CLEAN, 0),
    }
    return {name: report(tmp_path_factory.mktemp(name), *each) for name, each in projects.items()}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=DRIVER, log_output=os.devnull)
    driver = webdriver.Chrome(options=options, service=service)
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": LISTEN})
    yield driver
    driver.quit()


class Browser:
    """One page, looked at in one way; ``driver`` is kept from test to test."""

    def __init__(self, driver, pages):
        self.driver, self.pages = driver, pages

    def open(self, name, *, width=WIDE, height=900, colours="light", script=True, media="", target=""):
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        scheme = [{"name": "prefers-color-scheme", "value": colours}]
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": scheme})
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
        self.driver.get("about:blank")
        self.driver.get(self.pages[name] + target)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def shown(self, selector):
        return [each for each in self.all(selector) if each.is_displayed()]

    def names(self):
        return [each.text for each in self.shown("#matrix tbody summary")]

    def findings(self):
        return [each.text for each in self.shown(".finding h5")]

    def press(self, *keys):
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def choose(self, field, text):
        Select(self.one(f"#{field}")).select_by_visible_text(text)

    def until(self, condition):
        WebDriverWait(self.driver, 10).until(lambda _: condition())

    @property
    def focused(self):
        return self.driver.switch_to.active_element


@pytest.fixture
def browser(chromium, pages):
    return Browser(chromium, pages)


EVERY = ["PORT", "UPLOAD_DIR", "CACHE_URL", "OLD_NAME"]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("name", ["drift", "check", "services", "clean"])
class TestEveryView:
    def test_nothing_goes_wrong_and_nothing_is_fetched(self, browser, name, width, colours):
        browser.open(name, width=width, colours=colours)
        assert browser.run("return faults") == []
        assert browser.run("return performance.getEntriesByType('resource').map((each) => each.name)") == []
        assert browser.driver.get_log("browser") == []

    def test_every_text_can_be_told_from_its_ground(self, browser, name, width, colours):
        browser.open(name, width=width, colours=colours)
        seen, low = browser.run(CONTRAST, AA)
        assert low == []
        assert seen > 20

    def test_the_page_has_no_sideways_scroll(self, browser, name, width, colours):
        browser.open(name, width=width, colours=colours)
        browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert browser.run("return document.documentElement.scrollWidth") <= width


def test_light_and_dark_are_two_pages(browser):
    grounds = []
    for colours in ("light", "dark"):
        browser.open("drift", colours=colours)
        grounds.append(browser.run("return getComputedStyle(document.body).backgroundColor"))
    assert len(set(grounds)) == 2


def test_what_was_found_is_there(browser):
    browser.open("check")
    assert browser.one("h1").text == "envlint check for staging, production"
    assert "Failed" in browser.one(".verdict").text
    assert "PORT=80800 is above 65535" in browser.findings()
    assert "rule #11: BACKEND=minio is not one of local, s3" in browser.findings()
    assert "staging runs with BACKEND=local" in browser.one("main").text
    assert browser.all("main b") == []


class TestWithoutTheScript:
    @pytest.mark.parametrize("width", [WIDE, PHONE])
    def test_everything_is_shown_and_no_control_is_dead(self, browser, width):
        browser.open("drift", script=False, width=width)
        assert not browser.one("#filter").is_displayed()
        assert browser.shown("button, input, select") == []
        assert sorted(browser.names()) == sorted(EVERY)
        assert len(browser.findings()) == len(browser.all(".finding"))

    def test_a_variable_opens_to_its_places(self, browser):
        browser.open("drift", script=False)
        row = next(each for each in browser.all("#matrix tbody tr") if "PORT" in each.text)
        assert "docs/ENV.md:3" not in row.text
        row.find_element(By.TAG_NAME, "summary").click()
        assert "docs/ENV.md:3" in row.text


class TestFilter:
    def test_text_narrows_both_tables_and_escape_brings_all_back(self, browser):
        browser.open("drift")
        every = browser.findings()
        browser.press("/", "upload")
        assert browser.focused.get_attribute("id") == "text"
        assert browser.names() == ["UPLOAD_DIR"]
        assert browser.findings() == [each for each in every if "UPLOAD_DIR" in each]
        assert browser.one("#shown").text == f"1 of {len(every)} findings, 1 of 4 variables"
        browser.press(Keys.ESCAPE)
        browser.until(lambda: sorted(browser.names()) == sorted(EVERY))
        assert browser.findings() == every
        assert browser.focused.get_attribute("id") == "text"
        browser.press(Keys.ESCAPE)
        assert browser.focused.get_attribute("id") != "text"

    def test_a_slash_in_the_search_is_a_slash(self, browser):
        browser.open("drift")
        browser.press("/", "docs/")
        assert browser.one("#text").get_property("value") == "docs/"

    def test_missing_in_a_kind_of_place(self, browser):
        browser.open("drift")
        browser.choose("missing", "Docs")
        assert sorted(browser.names()) == ["CACHE_URL", "OLD_NAME"]
        assert all("CACHE_URL" in each or "OLD_NAME" in each for each in browser.findings())

    def test_only_with_findings(self, browser):
        browser.open("drift")
        browser.one("#found").click()
        named = {match for each in browser.findings() for match in re.findall(r"[A-Z]+_?[A-Z]+", each)}
        assert set(browser.names()) == named & set(EVERY)

    def test_by_check_and_by_severity(self, browser):
        browser.open("drift")
        browser.choose("code", "ENV402 missing from template")
        assert browser.names() == ["UPLOAD_DIR"]
        assert [each.get_attribute("data-code") for each in browser.shown(".check")] == ["ENV402"]
        browser.one("[type=reset]").click()
        browser.until(lambda: len(browser.names()) == 4)
        browser.choose("severity", "warning")
        assert browser.shown(".severity.error") == []
        assert browser.shown(".severity.warning") != []

    def test_what_fits_nothing_is_said(self, browser):
        browser.open("drift")
        browser.press("/", "no such thing")
        assert [each.text for each in browser.shown(".nothing")] == [
            "No finding fits the filter.",
            "No variable fits the filter.",
        ]

    def test_a_link_to_what_is_filtered_away_shows_it(self, browser):
        browser.open("drift")
        browser.press("/", "upload")
        row = next(each for each in browser.all("#matrix tbody tr") if "PORT" in each.get_attribute("textContent"))
        browser.run("location.hash = arguments[0]", row.get_attribute("id"))
        browser.until(row.is_displayed)
        assert "docs/ENV.md:3" in row.text


class TestServices:
    def test_a_cell_leads_to_its_findings_and_to_no_others(self, browser):
        browser.open("services", height=500)
        assert len(browser.findings()) == 2
        browser.one(".services td.error a").click()
        assert browser.findings() == ["worker: QUEUE=vidoe is not one of mail, video"]
        (finding,) = browser.shown(".finding")
        assert browser.run("return document.querySelector(':target') === arguments[0]", finding)
        assert browser.one("#service").get_property("value") == "worker"
        browser.press(Keys.ESCAPE)
        assert len(browser.findings()) == 2

    def test_without_the_script_it_is_a_link(self, browser):
        browser.open("services", script=False)
        browser.one(".services td.error a").click()
        assert "QUEUE" in browser.one(":target").text
        assert len(browser.findings()) == 2


class TestKeyboard:
    def test_headings_sort_and_say_so(self, browser):
        browser.open("drift")
        assert browser.names() == sorted(EVERY)
        heading = browser.one("#matrix thead th:last-child")
        browser.run("arguments[0].focus()", heading.find_element(By.TAG_NAME, "button"))
        browser.press(Keys.ENTER)
        assert heading.get_attribute("aria-sort") == "descending"
        assert browser.run("return document.querySelectorAll('#matrix [aria-sort=none]').length") == 4
        worst = [int(each.get_attribute("data-worst")) for each in browser.all("#matrix tbody tr")]
        assert worst == sorted(worst, reverse=True)
        browser.press(Keys.ENTER)
        assert heading.get_attribute("aria-sort") == "ascending"
        browser.run("arguments[0].focus()", browser.one("#matrix thead th:first-child button"))
        browser.press(Keys.SPACE, Keys.SPACE)
        assert browser.names() == sorted(EVERY, reverse=True)

    def test_tab_reaches_everything_that_can_be_used_and_is_seen(self, browser):
        browser.open("check")
        usable = "a, button, summary, select, input"
        wanted = len(browser.shown(usable)) + 1  # the way past the head is shown once it has the focus
        reached = set()
        for _ in range(wanted + 5):
            browser.press(Keys.TAB)
            at = browser.focused
            if at.tag_name in ("body", "html"):
                break
            reached.add(at)
            assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") != "none"
        assert len(reached) == wanted

    def test_details_open_and_close(self, browser):
        browser.open("drift")
        summary = browser.one("#matrix tbody summary")
        details = summary.find_element(By.XPATH, "..")
        browser.run("arguments[0].focus()", summary)
        for key, state in ((Keys.ENTER, "true"), (Keys.SPACE, None)):
            browser.press(key)
            assert details.get_attribute("open") == state


def test_the_heading_of_the_table_stays_below_the_filter(browser):
    browser.open("drift", height=300)
    browser.run("document.querySelector('#matrix tbody tr:last-child').scrollIntoView()")
    bar, head = (
        browser.run("return arguments[0].getBoundingClientRect().toJSON()", browser.one(each))
        for each in ("search", "#matrix thead")
    )
    assert bar["top"] == 0
    assert abs(head["top"] - bar["bottom"]) < 1.5


def test_paper_has_all_places_and_no_controls(browser):
    browser.open("drift", media="print", width=794, colours="dark")
    assert browser.shown("#filter, .ways") == []
    places = (
        "return Array.from(document.querySelectorAll('.places li'), (each) => each.getBoundingClientRect().height > 0)"
    )
    assert set(browser.run(places)) == {True}
    assert browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.run(CONTRAST, AA)[1] == []
