"""Where tests are shared out between processes, those of one group stay together (tests/conftest.py)."""

from __future__ import annotations

import pytest


def test_a_test_knows_its_group(request: pytest.FixtureRequest) -> None:
    shared_out = hasattr(request.config, "workerinput")
    assert request.node.nodeid.endswith("@tests/architecture/test_sharing_out.py") == shared_out
