"""Checks one edition inside its printed tables. Only `run` imports Great Expectations (seconds)."""
