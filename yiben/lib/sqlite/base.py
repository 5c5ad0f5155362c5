"""The backend itself: Django's, passing through the gate where a transaction begins and out of it where it ends."""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from yiben.lib.sqlite.gate import Gate, GateTimeout, gate_of

_PATIENCE = 20.0
_READING = "DEFERRED"


class DatabaseWrapper(base.DatabaseWrapper):
    """Writers wait in a fair queue: see `gate`. A database in memory has one connection and needs none.

    OPTIONS may hold `gate_timeout` (seconds); by default it is SQLite's own `timeout`, or 20.
    """

    transaction_mode: str | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._entered: Gate | None = None
        self._gate_timeout = _PATIENCE

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        self._gate_timeout = float(params.pop("gate_timeout", params.get("timeout", _PATIENCE)))
        return params

    def __del__(self) -> None:
        # A thread that ends with a transaction open takes its connection along, and must not take the gate.
        if getattr(self, "_entered", None) is not None:
            self._leave_gate()

    # Django begins the outermost atomic here, and only here: inner ones are savepoints.
    def _start_transaction_under_autocommit(self) -> None:
        self._enter_gate()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's stubs leave it out
        except BaseException:
            self._leave_gate()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # Django's stubs leave it out
        # Only after success: where COMMIT fails, Django rolls back or closes, and the gate is left there.
        self._leave_gate()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # Django's stubs leave it out
        finally:
            self._leave_gate()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # Django's stubs leave it out
        finally:
            self._leave_gate()

    def _enter_gate(self) -> None:
        if self._entered is not None or self.is_in_memory_db() or self._only_reads():
            return
        gate = gate_of(str(self.settings_dict["NAME"]))
        try:
            gate.enter(self._gate_timeout)
        except GateTimeout:
            raise OperationalError(
                f"waited {self._gate_timeout:g} s for other writers of {self.settings_dict['NAME']}; "
                "a transaction is open for too long somewhere"
            ) from None
        except OSError as error:
            raise OperationalError(f"no lock file for writers at {gate.lock_file}: {error.strerror}") from error
        self._entered = gate

    def _leave_gate(self) -> None:
        if self._entered is not None:
            gate, self._entered = self._entered, None
            gate.leave()

    def _only_reads(self) -> bool:
        # An explicit DEFERRED takes no write lock when it begins; SQLite's own queue serves it.
        return bool(self.transaction_mode == _READING)
