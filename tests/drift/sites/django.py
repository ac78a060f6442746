"""Django's own admin with its users: ``python -m tests.drift.sites.django FOLDER DATA``.

Only its settings and its people are ours. What it remembers is in the SQLite file ``FOLDER/db.sqlite3``; where that
is there already, it is served as it is: making one takes seconds.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from wsgiref.types import WSGIApplication

import django
from django.conf import settings

from .serving import serve
from .what_is_there import PASSWORD, PEOPLE, TARGET_USER, USER_CROWD


def main(folder: Path, data: str) -> None:
    database = folder / "db.sqlite3"
    _configure(database)
    django.setup()
    if not database.exists():
        _fill(data)

    def make(url: str) -> WSGIApplication:
        from django.contrib.staticfiles.handlers import StaticFilesHandler
        from django.core.wsgi import get_wsgi_application

        return StaticFilesHandler(get_wsgi_application())

    serve(make)


def _configure(database: Path) -> None:
    apps = ("admin", "auth", "contenttypes", "sessions", "messages", "staticfiles")
    processors = ("template.context_processors.request", "contrib.auth.context_processors.auth")
    settings.configure(
        DEBUG=True,  # it serves its own style sheets
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="of-a-site-that-lives-for-a-minute",
        ROOT_URLCONF="tests.drift.sites.django_urls",
        STATIC_URL="/static/",
        TIME_ZONE="UTC",
        USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database)}},
        INSTALLED_APPS=[f"django.contrib.{name}" for name in apps],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        *(f"django.{name}" for name in processors),
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
    )


def _fill(data: str) -> None:
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    secret = make_password(PASSWORD)
    people = [each for each in PEOPLE if data != "absent" or each[0] != TARGET_USER]
    if data == "crowded":
        people = [*people[:2], *USER_CROWD, *people[2:]]
    if data == "twin":
        # The zero-width space makes it another name to the database, and the same one to whoever looks.
        people += [(f"{name}\u200b", full_name) for name, full_name in PEOPLE if name == TARGET_USER]
    for name, full_name in people:
        first, _, last = full_name.partition(" ")
        boss = name == PEOPLE[0][0]
        User.objects.create(
            username=name,
            first_name=first,
            last_name=last,
            email=f"{name}@example.org".replace("\u200b", ""),
            password=secret,
            is_staff=boss,
            is_superuser=boss,
            date_joined=dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC),  # no parts of a second: its form has none
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
