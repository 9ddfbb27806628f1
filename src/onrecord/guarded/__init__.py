"""Sources are parsed and texts are read in processes of their own, with hard limits, that can be lost without loss.

``process`` is the side of who asks, ``child`` the side of the process, ``wire`` what goes between them. ``taking``
gives the documents of sources, ``onrecord.workers`` what is read in them.
"""

from __future__ import annotations

import os

#: Set to "off", everything is parsed and read in the process itself, without limits: for looking for faults.
SWITCH = "ONRECORD_GUARD"

#: As the switch, for this process alone.
here = False


def on() -> bool:
    """Whether sources are parsed and texts read in processes of their own."""
    return not here and os.environ.get(SWITCH, "on").lower() not in ("off", "0", "no")
