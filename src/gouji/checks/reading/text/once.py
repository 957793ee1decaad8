"""Facts by identity: what several checks read of them is read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from gouji.facts import Facts

T = TypeVar("T")


class _Kept(dict[str, Any]):
    """What was read of facts; it goes with them, and is not pickled with them."""

    def __reduce__(self) -> tuple[type[_Kept], tuple[()]]:
        return _Kept, ()


def once(read: Callable[[Facts], T]) -> Callable[[Facts], T]:
    """Keep what *read* makes of facts for as long as these facts live, and no longer.

    Threads that come at the same time get the same result.
    """
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def kept(facts: Facts) -> T:
        known = vars(facts).setdefault("_kept", _Kept())
        if name not in known:
            known.setdefault(name, read(facts))
        found: T = known[name]
        return found

    return kept
