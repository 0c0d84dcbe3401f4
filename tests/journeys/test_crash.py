"""Killed in the middle of writing: what was acknowledged is there, and once."""

from __future__ import annotations

from pathlib import Path

from tests.support.crash import run


def test_nothing_acknowledged_is_lost_and_nothing_sent_again_is_doubled(tmp_path: Path) -> None:
    outcome = run(tmp_path, kills=3, saves=160)
    assert outcome.acknowledged == 160
    assert outcome.sent_again > 0, "no kill came among the writes, so this proved nothing"
    assert outcome.lost == []
    assert outcome.doubled == []
