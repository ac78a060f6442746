"""The people and the things that an application holds when a chore begins."""

from __future__ import annotations

PASSWORD = "harbour-Lantern-42"
"""Of every account in every application."""

PEOPLE = (
    ("ada", "Ada Lindqvist"),
    ("bruno", "Bruno Keller"),
    ("chidi", "Chidi Okafor"),
    ("dalia", "Dalia Haddad"),
    ("emeka", "Emeka Nwosu"),
    ("farah", "Farah Aziz"),
    ("grace", "Grace Whitfield"),
    ("hugo", "Hugo Marchetti"),
)
"""User name and full name."""

TARGET_ISSUE = "Invoice total is rounded twice"
ISSUES = (
    ("Export button misses the last row", "bug", "unread"),
    ("Printer page is cut off on the right", "bug", "chatting"),
    (TARGET_ISSUE, "bug", "unread"),
    ("Dark colours for the night shift", "wish", "deferred"),
    ("Search ignores accents", "bug", "in-progress"),
    ("Sign-in page is slow on Mondays", "urgent", "need-eg"),
    ("Allow two currencies per trip", "feature", "unread"),
)
"""Title, priority and status, oldest first."""

CROWD = (
    ("Invoice address is printed twice", "bug", "unread"),
    ("Total of the month is rounded up", "feature", "chatting"),
    ("Receipts arrive without a date", "urgent", "unread"),
    ("Invoice number skips one", "bug", "testing"),
    ("Rounded corners on the buttons", "wish", "unread"),
    ("Totals are missing on page two", "critical", "in-progress"),
)
"""Further issues, some of them much like the one that is looked for."""

TARGET_USER = "grace"
USER_CROWD = (
    ("gracia", "Gracia Whitman"),
    ("grant", "Grant Field"),
    ("ingrid", "Ingrid Grace"),
    ("agrace", "Alma Grace"),
    ("greta", "Greta Whitfield"),
    ("gracen", "Gracen Whitlock"),
)
"""Further people, some of them much like the one that is looked for."""
