"""Fixtures that several test files share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared data beside the checkout, or skip the test visibly."""
    if not (SHARED / "mirror").is_dir():
        pytest.skip("the shared data does not lie beside this checkout")
    return SHARED
