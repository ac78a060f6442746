"""Steps of a script as a person is told them."""

from __future__ import annotations

from . import verbs
from .verbs import Step, targets_of, verb_of


def told(step: Step) -> str:
    """A step in a few words: ``type '42.50' into Amount``."""
    match step:
        case verbs.Type(type=text, into=field):
            return f"type {text!r}" + (f" into {field}" if field else "")
        case verbs.Select(select=option, of=field):
            return f"select {option!r}" + (f" of {field}" if field else "")
        case verbs.Tick(tick=label, on=on):
            return f"{'tick' if on else 'untick'} {label}"
        case verbs.Drag(drag=start, to=end):
            return f"drag {start} to {end}"
        case verbs.Upload(upload=file, to=to):
            return f"upload {file}" + (f" to {to}" if to else "")
        case verbs.Scroll(scroll=notches, sideways=across, to=to):
            by = f"scroll by {notches}" + (f", {across} to the right" if across else "")
            return f"scroll to {to}" if to else by
        case verbs.WaitFor(wait_for=text, gone=gone):
            return f"wait until {text!r} is {'gone' if gone else 'seen'}"
        case verbs.Tab(tab=number):
            return f"tab {number}"
        case _:
            verb = verb_of(step)
            words = targets_of(step) or (str(getattr(step, verb)),)
            return f"{verb.replace('_', ' ')} {' '.join(words)}"
