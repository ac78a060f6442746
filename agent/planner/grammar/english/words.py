"""English words around a step: politeness, order, clauses that only say how or when."""

from __future__ import annotations

import re

from ..patterns import one_of, pattern

_YOU_ARE = one_of(
    "you(?:'re| are| have|'ve)? | that(?:'s| is| has been)? | this(?:'s| is| has been)? | it(?:'s| is| has been)? "
    "| everything is | all(?: of this| that)? is"
)
_DONE = rf"{_YOU_ARE}? ?(?:been )?(?:done|finished|ready|complete|completed)(?: (?:with )?(?:that|this|it|so))?"
_POLITE = one_of(
    rf"""
    please | kindly | now | also | too | then | and | but | so | ok | okay | well | simply | just | carefully | quickly
    slowly | instead | again | immediately | directly | still | next | first(?:ly)? | first of all | secondly | thirdly
    finally | lastly | at last | last of all | last but not least | only then | right away | straight away
    as (?:a|the|your) (?:first|second|next|final|last) step | in the (?:first|second|next|final|last) step
    on the (?:next|following|new) (?:page|screen)(?: that (?:opens|appears))?(?=,)
    to (?:begin|start) with | (?:at|in) the end(?=,) | in the next step
    you (?:should|must|can|may|(?:will )?need to|(?:will )?have to|then|might want to)(?: then| now| also)?
    i(?:'d| would) (?:like|love) (?:you to|to) | i(?: want| need)(?: you)? to | we (?:need|have) to
    (?:could|can|would|will) you(?: please| kindly)? | (?:would|do) you mind | be so kind as to | let's | let us
    (?:be|make) (?:sure|certain) (?:to|(?:that )?you) | remember to | (?:don't|do not|never) forget to | try to
    go ahead and | take care to | it(?:'s| is) time to | (?:go on|proceed) to | your (?:task|job) is to
    the task is to | all you (?:have|need) to do is(?: to)?
    (?:start|begin|finish|end|continue|proceed|conclude)(?: off| up)? (?:by|with)
    (?:right |straight |immediately |shortly )?after(?: (?:that|this)|wards) | thereafter | subsequently | following that | from there
    (?:once|when|after) {_DONE} | having done (?:that|this|so)
    """
)
_LEAD = pattern(rf"(?:{_POLITE}\b[,:]? ?|(?:second|third|fourth|fifth|last)[,:] ?|-+ )+")
_ELSE = "(?:anything|something|any other (?:field|setting|thing)s?)"
_FILLER = pattern(
    one_of(
        rf"""
        (?:many )?thanks(?: a lot| so much| in advance)? | thank you(?: very much| so much| in advance)? | please
        cheers | good luck | hi(?: there)? | hey | hello there | good (?:morning|afternoon|evening|day) | ok | okay
        that(?:'s| is| will be| would be)? (?:it|all) | nothing (?:else|more) | you(?:'re| are) done | done
        (?:leave|keep) (?:everything|anything|all|the) ?(?:else|rest|others?|other \w+)?(?: exactly)?(?: as (?:it is|they are|is)| alone| unchanged| untouched| empty| blank)?
        without (?:changing|touching|modifying|clicking|doing|altering) {_ELSE}(?: else)?
        (?:don't|do not|never) (?:change|touch|modify|alter|do) (?:anything|something) else | do nothing else
        (?:make no|with no) other changes
        (?:enter|type|fill in|use|set|provide|input) (?:the following|these)(?: (?:values|details|data|fields|information|settings))?
        (?:when|once|after|as soon as) {_DONE} | (?:when|once|if) (?:done|finished|ready)
        carefully | slowly | quickly | exactly | only | step by step | one at a time | as usual | if possible | for me
        in (?:this|that|the given) order | one (?:by|after) (?:one|another|the other) | in (?:turn|order)
        take your time | be careful | (?:there is )?no (?:rush|hurry) | as (?:quickly|fast|soon) as (?:possible|you can)
        (?:go|carry) on | move on | proceed | stop(?: there)? | (?:we|i)(?:'re|'m| are| am) done
        (?:do|follow|carry out|perform) (?:the following|this|these|as follows)(?: (?:steps|things|actions))?
        (?:here (?:are|is)|here's|these are) (?:the steps|what to do|the instructions|what i want)
        (?:the )?(?:steps|instructions?|to[- ]?do|tasks?|plan|procedure)(?: are| is)?(?: as follows)? | as follows
        (?:fill (?:in|out)|complete) (?:the|this) form (?:as follows|like this|with (?:the following|these)(?: \w+)?)
        (?:using|with) (?:the )?(?:mouse|keyboard) | by hand | on (?:this|the) (?:page|form|screen)
        if you(?: don't| do not) mind | (?:will|would|could) you
        (?:second|third|fourth|fifth|sixth|next|last)(?:ly)?
        """
    )
)
_HEADING = pattern(
    one_of(
        """
        steps | instructions? | to[- ]?do(?: list)? | tasks? | plan | procedure | goal | please | first | then
        finally | next | now | fill (?:in|out) | (?:fill (?:in|out)|complete) (?:the|this) form
        (?:.*\\b)?(?:the following|as follows|like this|these (?:steps|values|things|details|data|settings|fields)|this|in this order|following steps)
        """
    )
)


def without_lead(words: str) -> str:
    """A clause without "please", "then", "I'd like you to", "once that's done" in front."""
    match = _LEAD.match(words)
    return words[match.end() :].lstrip(" ,") if match and match.end() < len(words) else words


def is_filler(words: str) -> bool:
    """Whether a clause asks for nothing: "thanks", "carefully", "when that's done"."""
    text = words.strip(" ,.:!")
    return not text or _FILLER.fullmatch(text) is not None or _LEAD.fullmatch(text) is not None


def is_heading(words: str) -> bool:
    """Whether words before a colon only announce what follows: "Steps", "Do the following"."""
    text = without_lead(words.strip(" ,.:"))
    return len(text) < 80 and (_HEADING.fullmatch(text) is not None or is_filler(text))


_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnprt]$")
_IRREGULAR = {"chosen": "choose", "written": "write", "put": "put", "set": "set", "hit": "hit", "gone": "go"}


def forms(verbs: tuple[str, ...]) -> dict[str, str]:
    """Other forms of verbs to the verbs: "typing" and "typed" to "type", "double-clicking" to "double-click"."""
    found: dict[str, str] = {}
    for verb in verbs:
        word, space, rest = verb.partition(" ")
        stem = word.removesuffix("e") if word not in ("see", "be") else word
        doubled = word + word[-1] if _DOUBLED.search(word) else stem
        for form in (f"{stem}ing", f"{doubled}ing", f"{stem}ed", f"{doubled}ed"):
            found[form + space + rest] = verb
    return found | _IRREGULAR
