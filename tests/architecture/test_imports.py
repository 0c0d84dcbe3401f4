"""Which way imports run, and the doors of which there is one."""

from __future__ import annotations

import ast
import sys

import pytest

from tests.architecture.source import Module, modules

LAYERS = ("core", "db", "between", "features", "top")
BETWEEN = ("access", "messages", "audit", "web")
CORE_MAY = {"pydantic", "ruamel", "selfhelp"}
CORE_HTML_MAY = {"markdown", "bleach", "nh3"}


def layer_of(name: str) -> str:
    """selfhelp.core.care.due -> core. The clock and config belong to nobody and may be used from db upwards."""
    part = name.split(".")[1] if "." in name else "top"
    if part in ("core", "db", "features"):
        return part
    return "between" if part in BETWEEN else "top"


def upward(module: Module) -> list[str]:
    own = LAYERS.index(layer_of(module.name))
    used = [name for name in module.imports() if name.startswith("selfhelp.") and name != "selfhelp.clock"]
    return [name for name in used if name.split(".")[1] != "clock" and LAYERS.index(layer_of(name)) > own]


def test_imports_run_one_way() -> None:
    wrong = {module.place: upward(module) for module in modules() if upward(module)}
    assert not wrong, "a lower layer imports a higher one"


def test_the_core_knows_no_framework() -> None:
    for module in modules():
        if not module.name.startswith("selfhelp.core"):
            continue
        outside = {name.split(".")[0] for name in module.imports()} - set(sys.stdlib_module_names)
        allowed = CORE_MAY | (CORE_HTML_MAY if module.name.endswith("content.html") else set())
        assert outside <= allowed, f"{module.place} imports {outside - allowed}"
        assert "selfhelp.clock" not in module.imports(), f"{module.place}: the core is told the time"


@pytest.mark.parametrize(
    ("what", "only"),
    [
        ("apscheduler", {"selfhelp/scheduler.py"}),
        ("markdown", {"selfhelp/core/content/html.py"}),
        ("bleach", {"selfhelp/core/content/html.py"}),
        ("nh3", {"selfhelp/core/content/html.py"}),
        ("smtplib", {"selfhelp/messages/transports.py"}),
        ("argon2", {"selfhelp/access/passwords.py"}),
        ("cryptography", {"selfhelp/db/keys.py"}),
    ],
)
def test_one_door(what: str, only: set[str]) -> None:
    users = {module.place for module in modules() if what in {name.split(".")[0] for name in module.imports()}}
    assert users == only


def calls(module: Module, *names: str) -> list[int]:
    """Lines where a method or function of one of these names is called."""
    return [
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and _name(node) in names
    ]


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def test_one_commit() -> None:
    assert {module.place for module in modules() if calls(module, "commit")} == {"selfhelp/db/session.py"}


def test_what_threads_share_of_the_orm_is_laid_out_first() -> None:
    """An alias of a module's own belongs to all threads: `shared_alias` makes it safe for them."""
    for module in modules():
        for node in module.tree.body:
            made = [call for call in ast.walk(node) if isinstance(call, ast.Call) and _name(call) == "aliased"]
            if isinstance(node, ast.Assign | ast.AnnAssign) and made:
                raise AssertionError(f"{module.place}:{node.lineno} takes aliased() where it needs shared_alias()")


def test_one_clock() -> None:
    readers = {
        module.place
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in ("utcnow", "today") or (node.func.attr == "now" and _is_datetime(node.func.value)))
        and not _is_our_clock(node.func.value)
    }
    assert readers == {"selfhelp/clock.py"}


def _is_datetime(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in ("datetime", "dt", "date")


def _is_our_clock(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id == "clock"


def test_one_key_unwrapper() -> None:
    assert {module.place for module in modules() if calls(module, "unwrap")} == {"selfhelp/db/keys.py"}


def test_views_leave_the_database_and_the_commit_alone() -> None:
    for module in modules():
        if ".views_" in module.name:
            used = module.imports()
            assert "selfhelp.db.base.db" not in used, f"{module.place} touches the database session"
            assert not {name for name in used if name.startswith("sqlalchemy")}, f"{module.place} writes SQL"


def test_no_import_cycles() -> None:
    """Cycles between files, found by walking imports depth first."""
    known = {module.name: module for module in modules()}
    edges = {
        name: {used for used in module.imports() if used in known and used != name} for name, module in known.items()
    }
    done: set[str] = set()
    cycles: list[str] = []

    def walk(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            cycles.append(" -> ".join((*path[path.index(name) :], name)))
        elif name not in done:
            for used in sorted(edges[name]):
                walk(used, (*path, name))
            done.add(name)

    for name in sorted(known):
        walk(name, ())
    assert not cycles
