"""What the check says to an author can be told in her language: nothing of it is written as a plain text."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, modules

# What is called with a message -> which of its arguments that is.
TAKES = {"error": 1, "warning": 1, "wrong": 1, "Problem": 2, "Refused": 0, "NotAdded": 0, "_Refused": None}
WHERE = "selfhelp.core.content"


def test_no_message_of_the_check_is_a_plain_text() -> None:
    found = [one for module in modules() if module.name.startswith(WHERE) for one in plain_messages(module)]
    assert not found, "write say(\"… {name} …\", name=…), and its bokmål in the catalogue"


def test_what_is_said_is_written_out_where_it_is_said() -> None:
    """Otherwise it cannot be collected for the catalogue."""
    hidden = [
        f"{module.place}:{call.lineno}"
        for module in modules() if f"{WHERE}.said.say" in module.imports()
        for call in calls(module.tree)
        if isinstance(call.func, ast.Name) and call.func.id == "say" and not is_written_out(call)
    ]
    assert not hidden


def test_a_plain_text_would_be_found() -> None:
    """Given as it stands, filled in, or under a name."""
    for written in ('"Write."', 'f"{it} is wrong."', '(f"{it} " + say("is wrong."))', "message"):
        tree = ast.parse(f'def check(report, it):\n    message = "Write."\n    report.error(1, {written})\n')
        assert list(plain_messages_in(tree)) == [3]
    sound = 'def check(report, it):\n    message = say("{it}.", it=it)\n    report.error(1, message)\n'
    assert list(plain_messages_in(ast.parse(sound))) == []


def plain_messages(module: Module) -> Iterator[str]:
    return (f"{module.place}:{line}" for line in plain_messages_in(module.tree))


def plain_messages_in(tree: ast.Module) -> Iterator[int]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for scope in functions:
        named = values_of_names(scope)
        for call in calls(scope):
            for message in messages_of(call):
                given = named.get(message.id, []) if isinstance(message, ast.Name) else [message]
                if any(holds_plain_text(one) for one in given):
                    yield call.lineno


def messages_of(call: ast.Call) -> list[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in TAKES:
        return []
    place = TAKES[name]
    return call.args if place is None else call.args[place : place + 1]


def values_of_names(scope: ast.FunctionDef) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def holds_plain_text(node: ast.AST) -> bool:
    """Outside what is said."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
        return False
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return True
    return any(holds_plain_text(child) for child in ast.iter_child_nodes(node))


def is_written_out(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    return isinstance(first, ast.Constant) and isinstance(first.value, str)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))
