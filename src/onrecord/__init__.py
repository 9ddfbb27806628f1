"""Onrecord: a cited record of a running matter.

>>> import onrecord
>>> record = onrecord.open("talks.onrecord")  # doctest: +SKIP
>>> record.add("reports/")                    # doctest: +SKIP
>>> record.brief()                            # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["OnrecordError", "Record", "__version__", "compare", "import_record", "open", "read", "restore"]

if TYPE_CHECKING:
    from onrecord.errors import OnrecordError
    from onrecord.keeping import import_record, restore
    from onrecord.once import compare, read
    from onrecord.record import Record, open

# The public names load on first use, so that `import onrecord` costs no model and no database.
_HOMES = {
    "OnrecordError": "onrecord.errors",
    "Record": "onrecord.record",
    "compare": "onrecord.once",
    "import_record": "onrecord.keeping",
    "open": "onrecord.record",
    "read": "onrecord.once",
    "restore": "onrecord.keeping",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
