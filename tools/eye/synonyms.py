"""Words that mean the same on a screen."""

from __future__ import annotations

_GROUPS = """
sign in, log in, login, signin
sign out, log out, logout
sign up, register, create account
save, save changes, apply
cancel, discard
delete, remove, trash
edit, modify, change
add, new, create
send, submit
ok, okay
search, find
basket, cart, shopping cart
settings, preferences, options
next, continue
back, previous
close, dismiss
email, e-mail, email address, mail
phone, telephone, phone number
postcode, zip, zip code, postal code
username, user name
first name, given name
last name, surname, family name
help, support
home, start
upload, attach
amount, sum, total
"""

_MEANINGS = {
    phrase.strip(): number for number, group in enumerate(_GROUPS.strip().splitlines()) for phrase in group.split(",")
}


def same_meaning(one: str, other: str) -> bool:
    """Whether two normalised phrases stand in one group."""
    meaning = _MEANINGS.get(one)
    return meaning is not None and meaning == _MEANINGS.get(other)
