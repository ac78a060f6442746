"""A small shop as tasks of BrowserGym, for tests: each serves its own page, and asks its server what happened there."""

from __future__ import annotations

from typing import Any

from browsergym.core.registration import register_task  # pyright: ignore
from browsergym.core.task import AbstractBrowserTask  # pyright: ignore

from eyehand.tasks.loopback import Handler, Site

NAMES = ("Ada", "Grace", "Edith", "Radia")
ORDER = "EXP-1009"
START = """<!doctype html><title>Shop</title><body style="font: 16px sans-serif; margin: 24px">
<script>const tell = what => { const r = new XMLHttpRequest(); r.open('POST', '/' + what, false); r.send(); };</script>
<p><label>Name <input id="name"></label> <button onclick="tell('bought/' + document.querySelector('#name').value)">Buy
</button></p><p>Order number: EXP-1009</p>
<p><button onclick="if (confirm('Really?')) tell('deleted')">Delete</button></p>
<p><a href="/catalogue" target="_blank">Open the catalogue</a></p>"""
CATALOGUE = """<!doctype html><title>Catalogue</title><body style="font: 16px sans-serif; margin: 24px">
<script>const tell = what => { const r = new XMLHttpRequest(); r.open('POST', '/' + what, false); r.send(); };</script>
<button onclick="tell('taken')">Take it</button>"""


class Shop(Site):
    """Remembers what its pages tell."""

    def __init__(self) -> None:
        super().__init__(0, _ShopHandler)
        self.told: list[str] = []


class _ShopHandler(Handler):
    def do_GET(self) -> None:
        page = {"/": START, "/catalogue": CATALOGUE}.get(self.path, "")
        self.reply("text/html; charset=utf-8", page.encode())

    def do_POST(self) -> None:
        self.server.told.append(self.path.lstrip("/"))  # pyright: ignore
        self.reply_json({})


class ShopTask(AbstractBrowserTask):
    """Its reward is 1 once its server was told ``wanted``."""

    wanted = ""
    reward = 1.0
    goal = ""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.viewport = {"width": 640, "height": 400}
        self.slow_mo = 0
        self.name = NAMES[int(self.random.randint(len(NAMES)))]

    def setup(self, page: Any) -> tuple[Any, dict[str, Any]]:
        self.shop = Shop().__enter__()
        page.goto(self.shop.url)
        return self.goal.format(name=self.name), {}

    def teardown(self) -> None:
        self.shop.__exit__()

    def validate(self, page: Any, chat_messages: list[Any]) -> tuple[float, bool, str, dict[str, Any]]:
        done = self.wanted.format(name=self.name) in self.shop.told
        return self.reward if done else 0.0, done, "", {"told": self.shop.told}


class Buy(ShopTask):
    goal = "Type '{name}' into Name and press Buy"
    wanted = "bought/{name}"


class Half(ShopTask):
    """A reward that falls short."""

    goal = "Press Buy"
    wanted = "bought/"
    reward = 0.5


class Delete(ShopTask):
    """Behind a dialog, which no pixel shows."""

    goal = "Press Delete and accept the dialog"
    wanted = "deleted"


class Take(ShopTask):
    """In a tab that opens meanwhile: it is the one that is judged."""

    goal = "Click 'Open the catalogue', then press 'Take it'"
    wanted = "taken"

    def validate(self, page: Any, chat_messages: list[Any]) -> tuple[float, bool, str, dict[str, Any]]:
        reward, done, words, facts = super().validate(page, chat_messages)
        return reward * page.url.endswith("/catalogue"), done, words, facts


class Told(ShopTask):
    """The last message of the chat is the answer, as in WebArena."""

    goal = "Read the order number"

    def validate(self, page: Any, chat_messages: list[Any]) -> tuple[float, bool, str, dict[str, Any]]:
        assert [one["role"] for one in chat_messages[:2]] == ["assistant", "user"]
        assert chat_messages[1]["message"] == self.goal
        last = chat_messages[-1]
        return float(last["message"] == ORDER), last["role"] == "assistant" and len(chat_messages) > 2, "", {}


class Never(ShopTask):
    """Done by saying that it cannot be done."""

    goal = "Press the Print button"

    def validate(self, page: Any, chat_messages: list[Any]) -> tuple[float, bool, str, dict[str, Any]]:
        never = chat_messages[-1]["role"] == "infeasible"
        return float(never), never, "", {}


class Zone(ShopTask):
    """In a time zone of its own."""

    goal = "Press Buy"

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.timezone_id = "Pacific/Tahiti"

    def validate(self, page: Any, chat_messages: list[Any]) -> tuple[float, bool, str, dict[str, Any]]:
        zone = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
        return float(zone == self.timezone_id), True, "", {"zone": zone}


class Broken(ShopTask):
    """Its own code does not hold."""

    goal = "Press Buy"

    def validate(self, page: Any, chat_messages: list[Any]) -> tuple[float, bool, str, dict[str, Any]]:
        raise RuntimeError("the till is stuck")


class Pictured(ShopTask):
    """What is asked for is shown in a picture."""

    def setup(self, page: Any) -> tuple[Any, dict[str, Any]]:
        super().setup(page)
        return [{"type": "text", "text": "Buy this"}, {"type": "image_url", "image_url": "data:image/png;base64,"}], {}


for one in (Buy, Half, Delete, Take, Told, Never, Zone, Broken, Pictured):
    register_task(f"shop.{one.__name__.lower()}", one)
