"""What stands on a lesson page, piece by piece, for the template to draw."""

from __future__ import annotations

from dataclasses import dataclass

from selfhelp.core.content.document import Block, Box, Exercise, Lesson, Media, Module, Page, Prose, Timer, Use
from selfhelp.features.lessons.placing import Placed, placed_on

KINDS: dict[type[Block], str] = {
    Prose: "prose", Box: "box", Exercise: "exercise", Use: "exercise", Timer: "timer", Media: "media",
}


@dataclass(frozen=True)
class Piece:
    """`block`: what the macro of this kind draws; for an exercise, the one placed, also where it is used again."""

    kind: str
    block: Block | Placed


def pieces_of(module: Module, lesson: Lesson, page: Page) -> tuple[Piece, ...]:
    placed = {one.exercise.id: one for one in placed_on(module, lesson, page)}
    pieces = (_piece(block, placed) for block in page.blocks)
    return tuple(piece for piece in pieces if piece is not None)


def _piece(block: Block, placed: dict[str, Placed]) -> Piece | None:
    if isinstance(block, Exercise | Use):
        exercise_id = block.id if isinstance(block, Exercise) else block.exercise
        return Piece("exercise", placed[exercise_id]) if exercise_id in placed else None
    return Piece(KINDS[type(block)], block)
