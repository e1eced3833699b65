"""Tests, flat: one file a module, real parts first."""
