"""``eyehand models``: list them, choose one, try one."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from ...tools.errors import UsageError


def models(arguments: Namespace) -> int:
    """List them, or carry out ``check NAME`` or ``use NAME``."""
    if arguments.task is None:
        return _list(arguments)
    if not arguments.name:
        raise UsageError(f"eyehand models {arguments.task}: NAME is missing; `eyehand models` lists them")
    return _use(arguments) if arguments.task == "use" else _check(arguments)


def _list(arguments: Namespace) -> int:
    from rich.console import Console

    from ..models.choice import choose
    from ..models.description import described, read_description
    from ..models.local.fits import fit, needs, state
    from ..models.local.loading import installed
    from ..models.local.memory import gib, present

    chosen = choose()
    machine, here = present()
    rows: list[dict[str, Any]] = [{"name": "embedded", "model_id": None, "used": chosen.model == "embedded"}]
    for name, path in described().items():
        one = read_description(path)
        used = name == chosen.model
        served = (chosen.base_url if used else None) or one.base_url
        row = {"name": name, "model_id": one.model_id, "used": used, "base_url": served, "calls": one.calls}
        row |= {"thinks": one.thinks, "context_tokens": one.context_tokens, "state": state(one, served)}
        found = fit(one, here)
        fits = {"context": found.context, **found.settings} if found else None
        rows.append({**row, "needs_bytes": needs(one), "fits": fits, "fits_said": str(found) if found else ""})
    if arguments.json:
        said = {"memory_bytes": here, "machine": machine, "in_process": installed()}
        print(json.dumps({"models": rows, **said}))  # noqa: T201
        return 0
    _show(rows)
    console = Console(highlight=False)
    extra = "" if installed() else "; models run in it after `pip install 'eyehand[local]'`"
    console.print(f"GiB of weights with the keys and values of so many tokens. {machine} has {gib(here)}{extra}")
    console.print(f"--model auto is {chosen.title}. Another: eyehand models use NAME [--base-url URL]", soft_wrap=True)
    return 0


def _show(rows: list[dict[str, Any]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from ..models.local.fits import CONTEXTS
    from ..models.local.memory import GIB

    table = Table(box=box.SIMPLE, pad_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("name", no_wrap=True)
    for context in CONTEXTS:
        table.add_column(context, justify="right", no_wrap=True)
    table.add_column("fits here", overflow="fold")
    table.add_column("where", overflow="fold")
    for row in rows:
        memory: dict[str, int] = row.get("needs_bytes") or {}
        sizes = [f"{memory[context] / GIB:.1f}" if memory else "" for context in CONTEXTS]
        fits = row.get("fits_said") or ("no" if memory else "")
        where = row.get("state", "built in, needs nothing")
        table.add_row("→" if row["used"] else "", row["name"], *sizes, fits, where)
    Console(highlight=False).print(table)


def _use(arguments: Namespace) -> int:
    from ..models.choice import Choice, vision_model
    from ..models.own_config import OwnConfig, write_own

    chosen = Choice(model=arguments.name, base_url=arguments.base_url, model_id=arguments.model_id)
    if chosen.model != "embedded":
        vision_model(chosen)  # refuses what could not be used
    elif chosen != Choice():
        raise UsageError("the embedded model is served nowhere; leave --base-url and --model-id away")
    path = write_own(OwnConfig(model=chosen.model, base_url=chosen.base_url, model_id=chosen.model_id))
    if arguments.json:
        print(json.dumps({"model": chosen.model, "file": str(path)}))  # noqa: T201
    else:
        print(f"--model auto is {chosen.title} from now on ({path})")  # noqa: T201
    return 0


def _check(arguments: Namespace) -> int:
    from dataclasses import asdict

    from rich.console import Console

    from ..models.check import check
    from ..models.choice import choose, vision_model

    chosen = choose(arguments.name, base_url=arguments.base_url, model_id=arguments.model_id)
    if chosen.model == "embedded":
        raise UsageError("the embedded model needs no check; `eyehand doctor` looks at what it needs")
    found = check(vision_model(chosen))
    good = all(finding.ok for finding in found)
    if arguments.json:
        print(json.dumps({"model": chosen.title, "ok": good, "findings": [asdict(one) for one in found]}))  # noqa: T201
        return 0 if good else 1
    console = Console(highlight=False)
    for finding in found:
        console.print(f"{'[green]ok    [/]' if finding.ok else '[red]failed[/]'} {finding.name}: ", end="")
        console.print(finding.said, markup=False, soft_wrap=True)
    return 0 if good else 1
