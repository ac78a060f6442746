"""Errors, sorted by who must react.

EyehandError
├── UsageError    the person: one line, no traceback, exit code 2
├── FormatError   the model: the sentence goes back to it, counted against a limit
├── ActionError   the model: becomes part of the next observation
└── EnvError      the episode: outcome "error", exit code 3
"""


class EyehandError(Exception):
    """Anything eyehand raises on purpose. The message says what happened, what was expected, what to do."""


class UsageError(EyehandError):
    """The person asked for something that cannot be: a bad flag, a missing file, an unreadable picture."""


class FormatError(EyehandError):
    """The model's reply holds no usable decision; ``reply`` is what it said, word for word."""

    def __init__(self, message: str, reply: str = "") -> None:
        super().__init__(message)
        self.reply = reply


class ActionError(EyehandError):
    """The action could not be carried out; the screen is still there."""


class EnvError(EyehandError):
    """The screen, the browser or the disk is gone, or something needed to start it is missing."""
