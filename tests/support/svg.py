"""A drawing read as XML, the way a browser does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from selfhelp.core.charts.canvas import Width, width_of

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> Element:
    """Also sees to it that nothing is styled inline: the content security policy would refuse it."""
    assert not re.search(r'style|(?:fill|stroke|color|href)="', svg.replace("c-strike", ""))
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def all_named(svg: Element, kind: str) -> list[Element]:
    """Every shape of a class."""
    return [one for one in svg.iter() if kind in one.get("class", "").split()]


def texts(svg: Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text")]


def value(element: Element, name: str) -> float:
    return float(element.get(name, "nan"))


def spans(svg: Element) -> Iterator[tuple[str, float, float, float, float]]:
    """For each thing drawn: what it is, and its left, right, top and bottom."""
    width = Width(int(svg.get("viewBox", "").split()[2]))
    for one in svg.iter():
        kind = one.tag.removeprefix(SVG)
        if kind == "circle":
            x, y, r = value(one, "cx"), value(one, "cy"), value(one, "r")
            yield kind, x - r, x + r, y - r, y + r
        elif kind == "rect":
            x, y = value(one, "x"), value(one, "y")
            yield kind, x, x + value(one, "width"), y, y + value(one, "height")
        elif kind == "line":
            xs, ys = sorted((value(one, "x1"), value(one, "x2"))), sorted((value(one, "y1"), value(one, "y2")))
            yield kind, xs[0], xs[1], ys[0], ys[1]
        elif kind in ("polyline", "polygon"):
            points = [tuple(map(float, point.split(","))) for point in one.get("points", "").split()]
            yield kind, min(p[0] for p in points), max(p[0] for p in points), *_heights(points)
        elif kind == "text":
            yield f"text {one.text}", *_across(one, width), value(one, "y") - width.letter, value(one, "y")


def _heights(points: list[tuple[float, ...]]) -> tuple[float, float]:
    return min(p[1] for p in points), max(p[1] for p in points)


def _across(element: Element, width: Width) -> tuple[float, float]:
    x = value(element, "x")
    bold = bool({"c-val", "c-name"} & set(element.get("class", "").split()))
    wide = width_of(element.text or "", width, bold)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[element.get("text-anchor", "")]
    return left, left + wide
