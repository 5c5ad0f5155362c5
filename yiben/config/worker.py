"""What each worker of `yiben serve` begins with."""

from __future__ import annotations

import signal
from importlib import import_module
from typing import Any


def load(target: str) -> Any:
    """The application that `target` names. Ctrl+C is for the parent alone to hear: a worker that is told to stop twice
    at once, by the terminal and by its parent, waits for ever."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    module, _colon, name = target.partition(":")
    return getattr(import_module(module), name)
