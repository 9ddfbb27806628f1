"""What a worker does with a task: the step that it is of, and what came of it, both as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

from onrecord.errors import ModelError, OnrecordError

#: A task and what came of it: numbers, names and messages.
Task = dict[str, Any]
Outcome = dict[str, Any]

#: Where each step lives.
STEPS = {
    "look": "onrecord.batch.inputs:look",
    "read": "onrecord.batch.read:read_part",
    "prints": "onrecord.batch.reuse:prints_of_part",
    "met": "onrecord.batch.reuse:met_in_range",
    "pairs": "onrecord.batch.reuse:pairs_of_block",
    "features": "onrecord.batch.stories:features_of_part",
    "near": "onrecord.batch.stories:near_in_block",
    "stories": "onrecord.batch.stories:stories_of_block",
}


def do(step: str, task: str) -> str:
    """Do a task; whatever goes wrong is told in what came of it, so that it costs no other task.

    Args:
        step: a name of ``STEPS``.
        task: as JSON, with its ``number``.

    Returns:
        What came of it as JSON, with the ``number`` of the task; ``failed`` is a message where it failed, and ``stop``
        where every other one would fail too.
    """
    asked: Task = json.loads(task)
    try:
        outcome = _step(step)(asked)
    except ModelError as error:
        outcome = {"stop": error.message}
    except OnrecordError as error:
        outcome = {"failed": error.message}
    except OSError as error:
        outcome = {"failed": f"{error.filename or step}: {error.strerror or error}."}
    except Exception as error:  # a fault of ours in one part must not cost the others
        outcome = {"failed": f"{asked.get('name', step)}: Onrecord failed ({type(error).__name__}: {error})."}
    return json.dumps({"number": asked["number"], **outcome})


def _step(name: str) -> Callable[[Task], Outcome]:
    home, _, function = STEPS[name].partition(":")
    found: Callable[[Task], Outcome] = getattr(import_module(home), function)
    return found
