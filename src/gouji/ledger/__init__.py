"""The ledger: evaluates relations, clusters by root, looks for repairs, counts coverage."""

from gouji.ledger.audit import audit
from gouji.ledger.evaluation import Outcome, evaluate
from gouji.ledger.precision import Precision

__all__ = ["Outcome", "Precision", "audit", "evaluate"]
