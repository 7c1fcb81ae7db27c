"""Great Expectations, imported without PySpark: where that is installed it costs seconds and warnings, and ends a
process that was started without a file (`python -c`), while the suites run on pandas alone."""

from __future__ import annotations

import sys

_is_ours_to_hide = "pyspark" not in sys.modules
if _is_ours_to_hide:
    sys.modules["pyspark"] = None  # type: ignore[assignment]
try:
    import great_expectations as gx
    from great_expectations import expectations as gxe
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
finally:
    if _is_ours_to_hide:
        del sys.modules["pyspark"]

__all__ = ["BatchDefinition", "DataContextConfig", "ExpectationValidationResult", "InMemoryStoreBackendDefaults",
           "ProgressBarsConfig", "gx", "gxe"]
