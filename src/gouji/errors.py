"""Every error that gouji raises on purpose.

    GoujiError
    ├── InputError              a file that cannot be read as a report
    │   ├── UnsupportedFormat   a format that has no reader (.doc, .wps, .ofd, an image …)
    │   ├── BrokenFile          damaged, cut off, or not what its suffix says
    │   ├── EncryptedFile       opens only with a password
    │   ├── EmptyDocument       no text: an empty file, a scanned PDF
    │   └── NotAReport          text, but nothing that a report would hold
    ├── MissingExtra            an optional package is not installed
    ├── FigureError             a number or a unit that cannot be read
    ├── ResultError             JSON given to ``verify`` or ``eval`` that cannot be used
    ├── DecisionsError          a file of a reviewer's decisions (--baseline) that cannot be used
    ├── ProfileError            a profile (weights, bands, thresholds) that cannot be used
    ├── StoreError              the folder of kept answers cannot be used
    └── ModelError              no answer from a model
        ├── NoModel             no model was named and the embedded one is not installed
        ├── WeightsError        the embedded weights are missing, damaged, or do not fit
        ├── ServerError         the embedded server does not start or stopped
        ├── TransportError      the address did not answer, after all retries
        ├── RefusedError        the address answered, but refuses the request (key, model name, quota)
        ├── TruncatedAnswer     the answer was cut at its length limit
        ├── AnswerError         the answer does not fit the question, after the re-ask
        └── BudgetExhausted     the limit on tokens for the run was reached

A report that contradicts itself is not an error: it is a ``Finding``.
"""

from __future__ import annotations


class GoujiError(Exception):
    """Base of all errors of gouji; ``str(error)`` is fit to be shown to a person."""


class InputError(GoujiError):
    """A file cannot be read as a report.

    Args:
        path: The file, as the caller named it.
        reason: What it is, or what is wrong with it, and where.
        hint: What would help; may be empty.
    """

    def __init__(self, path: object, reason: str, hint: str = "") -> None:
        self.path = str(path)
        self.reason = reason
        self.hint = hint
        super().__init__(f"{self.path}: {reason}" + (f"\n  → {hint}" if hint else ""))

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        return type(self), (self.path, self.reason, self.hint)


class UnsupportedFormat(InputError):
    """The format has no reader."""


class BrokenFile(InputError):
    """The file is damaged, cut off, or not what its suffix says."""


class EncryptedFile(InputError):
    """The file opens only with a password."""


class EmptyDocument(InputError):
    """The file holds no text."""


class NotAReport(InputError):
    """The file holds text, but nothing that a report would hold."""


class MissingExtra(GoujiError):
    """An optional package is not installed.

    Args:
        what: What was asked for, as a person would say it.
        extra: The extra of gouji that brings it.
    """

    def __init__(self, what: str, extra: str) -> None:
        self.what = what
        self.extra = extra
        super().__init__(f"{what}需要安装 / needs: pip install 'gouji[{extra}]'")

    def __reduce__(self) -> tuple[type[MissingExtra], tuple[str, str]]:
        return type(self), (self.what, self.extra)


class FigureError(GoujiError, ValueError):
    """A number or a unit that cannot be read."""


class ResultError(GoujiError):
    """JSON given to ``verify`` or ``eval`` that cannot be used."""


class DecisionsError(GoujiError):
    """A file of a reviewer's decisions cannot be used.

    Args:
        path: The file, as the caller named it.
        reason: What is wrong with it, and where.
        hint: What would help.
    """

    def __init__(self, path: object, reason: str, hint: str) -> None:
        self.path = str(path)
        self.reason = reason
        self.hint = hint
        super().__init__(f"{self.path}: {reason}\n  → {hint}")

    def __reduce__(self) -> tuple[type[DecisionsError], tuple[str, str, str]]:
        return type(self), (self.path, self.reason, self.hint)


class ProfileError(GoujiError):
    """A profile cannot be used.

    Args:
        path: The file or the name, as the caller gave it.
        key: Where in it, as ``grades[2].from``; empty for the file as a whole.
        reason: What is wrong.
        hint: What would help; may be empty.
    """

    def __init__(self, path: object, key: str, reason: str, hint: str = "") -> None:
        self.path = str(path)
        self.key = key
        self.reason = reason
        self.hint = hint
        where = f"{self.path}: {key}: " if key else f"{self.path}: "
        super().__init__(where + reason + (f"\n  → {hint}" if hint else ""))

    def __reduce__(self) -> tuple[type[ProfileError], tuple[str, str, str, str]]:
        return type(self), (self.path, self.key, self.reason, self.hint)


class StoreError(GoujiError):
    """The folder of kept answers cannot be used."""


class ModelError(GoujiError):
    """A model gave no usable answer.

    ``usage`` is what the attempts cost all the same (a ``Usage``, or ``None`` if nothing was sent).
    """

    usage: object | None = None


class NoModel(ModelError):
    """No model was named and the embedded one is not installed."""


class WeightsError(ModelError):
    """The embedded weights are missing, damaged, or do not fit on this machine."""


class ServerError(ModelError):
    """The embedded server does not start, or stopped."""


class TransportError(ModelError):
    """The address did not answer, after all retries."""


class RefusedError(ModelError):
    """The address refuses the request: a wrong key, an unknown model, no quota.

    ``fatal`` says that every other request will be refused too.
    """

    fatal: bool = False


class TruncatedAnswer(ModelError):
    """The answer was cut at its length limit."""


class AnswerError(ModelError):
    """The answer does not fit the question, after the re-ask."""


class BudgetExhausted(ModelError):
    """The limit on tokens for the run was reached before this call."""
