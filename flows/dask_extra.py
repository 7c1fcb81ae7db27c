"""Whether the extra `dask` is there, asked before a run begins and without importing it."""

from __future__ import annotations

from importlib.util import find_spec

from extractors.errors import DataError, Problem


def require_dask(address: str) -> None:
    """Raise DataError when a cluster is configured (CHISO_DASK) and nothing is installed that talks to one."""
    if address and find_spec("prefect_dask") is None:
        raise DataError([Problem("dask_absent", found=f"CHISO_DASK={address}", expected="prefect-dask")])
