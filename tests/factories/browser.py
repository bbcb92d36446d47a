"""A real town, and people in front of it: the product as it runs, Chromium, and forms filled in by what stands beside each field."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Locator, Page, Request, Response, expect

from yifa.server.place import ROOT, Place

#: what stands behind a label: 必填, 单独加密保存
_MARKS = "(必填|单独加密保存)*"
#: the browser's own line about an answer of 400 and more; the answers are counted by themselves
_TOLD = "Failed to load resource: the server responded with a status of 4"
#: what the software that draws maps here says of its own speed
_DRAWN = "[.WebGL-"
#: a form made in the page, with the page's token, and sent
_SEND = """([action, pairs]) => {
    const made = (name, members) => Object.assign(document.createElement(name), members);
    const form = made("form", {method: "post", enctype: "multipart/form-data", action});
    form.append(document.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
    form.append(...pairs.map(([name, value]) => made("input", {type: "hidden", name, value})));
    document.body.append(form);
    form.submit();
}"""
#: what was still on its way when the person went on or closed the window
_LEFT = "net::ERR_ABORTED"

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
#: what a finger should be able to hit
TOUCH = 44
#: the words, height and width of everything to be pressed that is too small to hit
SMALL = """least => [...document.querySelectorAll("button, .button, summary, nav a, select, textarea, a.line, input, label:has(> input)")]
    .filter(one => !one.dataset.picked)
    .filter(one => !one.closest("label:has(> input)") || one.matches("label"))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width && box.height && getComputedStyle(one).visibility === "visible" && box.height < least)
    .map(([one, box]) => `${one.tagName} ${one.textContent.trim().slice(0, 12) || one.name} ${box.width}×${box.height}`)"""


@dataclass(frozen=True)
class Item:
    """事项 — the words typed to find it, and its name as listed."""

    words: str
    name: str


Value = str | bool | Sequence[str] | Sequence[tuple[str, str]] | Item


def cited(article: str) -> re.Pattern[str]:
    """行政处罚法第四十四条 as a page may write it, with 《》 or without."""
    law, rest = article.split("第", 1)
    return re.compile(rf"《?{law}》?第{rest}")


def photo(word: str, colour: tuple[int, int, int]) -> bytes:
    """A small JPEG as a camera makes it; another word, another file."""
    picture = Image.new("RGB", (320, 240), colour)
    ImageDraw.Draw(picture).rectangle((20, 20, 40 + len(word) * 20, 60), fill=(250, 250, 250))
    out = BytesIO()
    picture.save(out, "JPEG", quality=80, comment=word.encode())
    return out.getvalue()


class Town:
    """One place under ``./yifa run`` with the profile 阜城: PostgreSQL, gunicorn, worker, and what it told about its accounts."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="yifa-journey-", dir="/tmp"))
        self.folder.chmod(0o711)
        self.place = Place(self.folder / "data")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = self._started()
        self._wait()
        self._on_duty_at_any_hour()
        lines = (line.split("\t") for line in self.place.accounts_file.read_text().splitlines() if not line.startswith("#"))
        accounts = [line for line in lines if len(line) > 2]
        self.passwords = {line[0]: line[1] for line in accounts}
        #: name of a person → user name
        self.usernames = {line[2]: line[0] for line in accounts}

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "yifa.server", "run", "--no-browser", "--data", str(self.place.data), "--port", str(self.port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=self._environment(),
            cwd="/",
        )

    @staticmethod
    def _environment() -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("YIFA_", "DJANGO_"))}
        return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}

    def _on_duty_at_any_hour(self) -> None:
        """The crews of the day stay for the night and the weekend: tests run at whatever hour."""
        hours = "days='1234567', begins='00:00', ends='24:00'"
        said = f"from yifa.registry.models import Roster; Roster.objects.filter(kind='巡查').update({hours})"
        command = [sys.executable, "-m", "yifa.server", "manage", "--data", str(self.place.data), "shell", "-v", "0", "-c", said]
        subprocess.run(command, env=self._environment(), cwd="/", check=True)

    def _wait(self) -> None:
        assert self.process.stdout is not None
        said = []
        for line in self.process.stdout:
            said.append(line)
            if self.url in line:
                return
        logs = "".join(f"== {log.name}\n{log.read_text()[-3000:]}" for log in self.place.logs.glob("*.log"))
        raise AssertionError("".join(said) + logs)

    def ended(self) -> None:
        """Everything of the place is stopped in order; what it holds stays."""
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=40)

    def again(self) -> None:
        """Started again on the same data and port."""
        self.process = self._started()
        self._wait()

    def stop(self) -> None:
        self.ended()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass
class Watch:
    """What the browsers of one test saw that nobody asked for: every list is empty at the end of a good test."""

    faults: list[str] = field(default_factory=list)
    #: answers of 400 and more that no test has taken as the refusal it wanted
    refusals: list[tuple[int, str]] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    #: hosts a page of the place named itself: the stream of live pushes has a port of its own
    beside: set[str] = field(default_factory=set)

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _request(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.hosts.add(urlsplit(request.url).netloc)

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.refusals.append((response.status, urlsplit(response.url).path))

    def _failed(self, request: Request) -> None:
        if request.failure != _LEFT:
            self.faults.append(f"failed: {request.method} {request.url} {request.failure}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith((_TOLD, _DRAWN)):
            self.faults.append(f"console: {message.text}")

    def take(self, status: int, path: str) -> None:
        """The refusal the test asked for."""
        assert self.refusals == [(status, path)], f"wanted {status} of {path}, saw {self.refusals}"
        self.refusals.clear()


class Desk:
    """One person in front of one window."""

    def __init__(self, page: Page, town: Town, watch: Watch) -> None:
        self.page, self.town, self.watch = page, town, watch
        self.docket = ""
        #: how many acts the docket had when a form was opened
        self.acts = 0

    def log_in(self, username: str, *, then: str = "待办") -> Desk:
        """Open the place and sign in where it asks."""
        self.page.goto(f"{self.town.url}/")
        self.sign_in(username)
        expect(self.page.get_by_role("heading", name=then, level=1, exact=True)).to_be_visible()
        # keys and lists to type into are there when the scripts are
        self.page.wait_for_load_state()
        return self

    def sign_in(self, username: str) -> None:
        self.page.get_by_label("用户名", exact=True).fill(username)
        self.page.get_by_label("口令", exact=True).fill(self.town.passwords[username])
        self.page.get_by_role("button", name="登录", exact=True).click()

    def open(self, docket: str) -> Desk:
        """The page of a docket; ``docket`` is its address."""
        self.docket = docket
        self.page.goto(self.town.url + docket)
        expect(self.page.get_by_role("heading", name="办理经过")).to_be_visible()
        return self

    def events(self) -> list[str]:
        """办理经过, newest first: the title of each act and what it says."""
        return self.page.locator(".events > li").all_inner_texts()

    def stage(self) -> str:
        return self.page.locator(".stage-word").inner_text()

    def form(self, title: str) -> Form:
        """Open the form of an act in place, by its word under 现在可以办理."""
        self.acts = self.page.locator(".events > li").count()
        now = self.page.get_by_role("complementary")
        now.get_by_role("link", name=title, exact=True).click()
        box = self.page.locator("form.act-form")
        expect(box.get_by_role("heading", name=title, exact=True)).to_be_visible()
        return Form(self, box, f"提交{title}")

    def lead(self) -> Form:
        """The form that opens a docket, on its own page."""
        expect(self.page.get_by_role("heading", name="登记线索", level=1)).to_be_visible()
        self.page.wait_for_load_state()
        self.docket, self.acts = "", 0
        return Form(self, self.page.locator("form.act-form"), "登记")

    def act(self, title: str, values: Mapping[str, Value], *, officers: Sequence[str] = ()) -> None:
        """Open, fill in, submit, and see it recorded."""
        form = self.form(title)
        form.fill(values, officers=officers)
        form.submit()
        self.recorded(title)

    def recorded(self, title: str) -> None:
        """The page tells that this act is the next in the record."""
        told = f"已记录：{title}（第{self.acts + 1}项）。"
        try:
            expect(self.page.get_by_role("status").filter(has_text=told)).to_be_visible()
        except AssertionError as fault:
            raise AssertionError(self.page.get_by_role("alert").all_inner_texts()) from fault
        assert self.watch.refusals == [], self.watch.refusals
        path = urlsplit(self.page.url).path
        assert self.docket in ("", path)
        self.docket = path

    def tells(self, sentence: str, *articles: str) -> None:
        """The page says no with this sentence and these articles."""
        alert = self.page.get_by_role("alert")
        expect(alert).to_contain_text(sentence)
        for article in articles:
            expect(alert).to_contain_text(cited(article))

    def refused(self, sentence: str, *articles: str, status: int = 422) -> None:
        """The same, and the one answer that was not good has this status."""
        self.tells(sentence, *articles)
        self.watch.take(status, self.watch.refusals[-1][1] if self.watch.refusals else "")

    @contextmanager
    def nothing_recorded(self) -> Iterator[None]:
        """Whatever is tried inside leaves the time line as it was."""
        before = self.open(self.docket).events()
        yield
        after = self.open(self.docket).events()
        assert after == before, after

    def not_offered(self, title: str, sentence: str, *articles: str) -> None:
        """The docket page lists the act under 现在不能办理, with why and by what article, and not under 现在可以办理."""
        now = self.page.get_by_role("complementary")
        expect(now.get_by_role("link", name=title, exact=True)).to_have_count(0)
        fold = now.get_by_role("group").filter(has=self.page.get_by_role("heading", name="现在不能办理"))
        if fold.get_attribute("open") is None:
            fold.get_by_role("heading", name="现在不能办理").click()
        line = fold.get_by_role("listitem").filter(has=self.page.locator("b", has_text=title))
        expect(line).to_be_visible()
        expect(line).to_contain_text(sentence)
        for article in articles:
            expect(line).to_contain_text(cited(article))

    def send_anyway(self, kind: str, fields: Mapping[str, Sequence[str]], *, officers: Sequence[str] = ()) -> None:
        """Send an act the page does not offer, as a form of this page with its token."""
        address = f"{self.docket}/acts/{kind}"
        self.page.goto(self.town.url + address)
        pairs = [[name, value] for name, values in fields.items() for value in values] + [["_officers", code] for code in officers]
        with self.page.expect_navigation():
            self.page.evaluate(_SEND, [address, pairs])

    def download(self, name: str) -> bytes:
        """Save what the link leads to."""
        with self.page.expect_download() as saved:
            self.page.get_by_role("complementary").get_by_role("link", name=name, exact=True).click(modifiers=["Alt"])
        return Path(saved.value.path()).read_bytes()

    def until(self, true: Callable[[], bool], what: str, times: int = 40) -> None:
        """Load the page again until something holds that another process follows within seconds."""
        for _ in range(times):
            if true():
                return
            self.page.reload()
        raise AssertionError(what)


def fits(desk: Desk) -> None:
    """Nothing scrolls sideways, and everything to be pressed is large enough."""
    page = desk.page
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth"), page.url
    assert page.evaluate(SMALL, TOUCH) == [], page.url


@contextmanager
def chromium(kind: BrowserType, *more: str) -> Iterator[Browser]:
    """The Chromium that ``./yifa test`` found or brought (YIFA_CHROMIUM), else the machine's own; ``more`` flags."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = os.environ.get("YIFA_CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)
    assert program, "no Chromium: run ./yifa test, which brings one"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    started = kind.launch(executable_path=program, headless=True, args=[*flags, *more])
    try:
        yield started
    finally:
        started.close()


def choose(field: Locator, words: str) -> None:
    """Write into a field, or choose of a list; of a long list take what the words find, of no words nothing."""
    # the scripts of a page make fields to type into of its long lists
    field.page.wait_for_load_state("domcontentloaded")
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(label=words)
        return
    field.fill(words)
    if field.get_attribute("role") == "combobox":
        field.press("Enter" if words else "Tab")


class Form:
    """The form of one act, filled in by the words beside its fields."""

    def __init__(self, desk: Desk, box: Locator, submit: str) -> None:
        self.desk, self.box, self.word = desk, box, submit

    def field(self, label: str) -> Locator:
        # the list of a picker has the name of its field
        return self.box.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*{_MARKS}\s*$")).and_(
            self.box.locator("input, select, textarea")
        )

    def group(self, legend: str) -> Locator:
        return self.box.get_by_role("group", name=re.compile(rf"^\s*{re.escape(legend)}\s*{_MARKS}\s*$"))

    def value(self, label: str) -> str:
        return self.field(label).input_value()

    def fill(self, values: Mapping[str, Value], *, officers: Sequence[str] = ()) -> Form:
        for label, value in values.items():
            if isinstance(value, Item):
                self._choose_item(value)
            elif isinstance(value, bool):
                self.field(label).set_checked(value)
            elif isinstance(value, str):
                choose(self.field(label), value)
            else:
                self._choose(label, value)
        for number, name in enumerate(officers, 1):
            self.officer(number, name)
        return self

    def _choose(self, legend: str, values: Sequence[str] | Sequence[tuple[str, str]]) -> None:
        group = self.group(legend)
        for number, value in enumerate(values):
            if isinstance(value, str):
                group.get_by_label(value, exact=True).check()
                continue
            if group.get_by_label(re.compile(r"^问")).count() <= number:
                group.get_by_role("button", name="再加一问").click()
            group.get_by_label(re.compile(r"^问")).nth(number).fill(value[0])
            group.get_by_label(re.compile(r"^答")).nth(number).fill(value[1])

    def _choose_item(self, item: Item) -> None:
        self.field("查找事项").press_sequentially(item.words)
        self.box.get_by_role("radio", name=item.name).check()

    def officer(self, number: int, name: str) -> None:
        """Name an officer in one of the lists; an empty name leaves it empty."""
        chosen = self.box.get_by_role("combobox", name=f"执法人员{number}", exact=True)
        if chosen.evaluate("one => one.tagName") == "INPUT":
            choose(chosen, name)
            return
        option = chosen.locator("option", has_text=name) if name else chosen.locator("option").first
        chosen.select_option(value=option.get_attribute("value"))

    def attach(self, name: str, data: bytes, mime: str) -> str:
        """Choose a file, see it arrive on the shelf; the beginning of its digest as shown."""
        self.box.get_by_label("选择文件").set_input_files({"name": name, "mimeType": mime, "buffer": data})
        chip = self.box.get_by_role("listitem").filter(has_text=name)
        expect(chip).to_be_visible()
        return re.findall(r"[0-9a-f]{8}", chip.inner_text())[-1]

    def submit(self) -> None:
        self.box.get_by_role("button", name=self.word, exact=True).click()


class People:
    """Opens a window for each person, and at the end sees that nothing went wrong in any of them."""

    def __init__(self, browser: Browser, town: Town) -> None:
        self.browser, self.town = browser, town
        self.watch = Watch()
        self.contexts: list[BrowserContext] = []

    def window(self, **options: Any) -> Desk:
        """A window of a machine of its own: no cookies, nothing stored."""
        size = {"width": 1280, "height": 800}
        context = self.browser.new_context(**{"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": size, **options})
        context.set_default_timeout(10_000)
        self.watch.over(context)
        self.contexts.append(context)
        return Desk(context.new_page(), self.town, self.watch)

    def at_desk(self, username: str, *, then: str = "待办") -> Desk:
        return self.window().log_in(username, then=then)

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
        assert self.watch.faults == [], self.watch.faults
        assert self.watch.refusals == [], self.watch.refusals
        assert self.watch.hosts - self.watch.beside == {urlsplit(self.town.url).netloc}, self.watch.hosts
