"""Roundup's classic issue tracker: ``python -m tests.drift.sites.roundup FOLDER DATA``.

Only its settings, its people and its issues are ours. FOLDER must not hold a tracker yet. What it remembers is in
the SQLite file ``FOLDER/db/db``.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from wsgiref.types import WSGIApplication

import roundup.instance
from roundup import init
from roundup.cgi.wsgi_handler import RequestDispatcher
from roundup.configuration import CoreConfig
from roundup.password import Password

from .serving import serve
from .what_is_there import CROWD, ISSUES, PASSWORD, PEOPLE, TARGET_ISSUE

TEMPLATE = Path(sys.prefix) / "share" / "roundup" / "templates" / "classic"


def main(folder: Path, data: str) -> None:
    def make(url: str) -> WSGIApplication:
        _install(folder, url)
        _fill(folder, data)
        return RequestDispatcher(str(folder))

    serve(make)


def _install(folder: Path, url: str) -> None:
    init.install(str(folder), str(TEMPLATE))
    (folder / "detectors" / "nosyreaction.py").unlink()  # it sends mail
    config = CoreConfig()
    config["TRACKER_HOME"] = str(folder)
    config["TRACKER_WEB"] = url
    config["MAIL_DOMAIN"] = "localhost"
    config["RDBMS_BACKEND"] = "sqlite"
    config["PASSWORD_PBKDF2_DEFAULT_ROUNDS"] = 1000  # a start should not take seconds
    config.save(str(folder / config.INI_FILE))


def _fill(folder: Path, data: str) -> None:
    tracker = roundup.instance.open(str(folder))
    tracker.init(Password(PASSWORD, config=tracker.config))
    db = tracker.open("admin")
    for name, full_name in PEOPLE:
        secret = Password(PASSWORD, config=tracker.config)
        db.user.create(username=name, realname=full_name, address=f"{name}@localhost", roles="User", password=secret)
    issues = [each for each in ISSUES if data != "absent" or each[0] != TARGET_ISSUE]
    if data == "crowded":
        random.Random(7).shuffle(issues)
        issues = [*issues[:3], *CROWD, *issues[3:]]
    if data == "twin":
        issues += [each for each in ISSUES if each[0] == TARGET_ISSUE]
    for title, priority, status in issues:
        db.issue.create(title=title, priority=db.priority.lookup(priority), status=db.status.lookup(status))
    db.commit()
    db.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
