"""Reads what veghe writes, with units and ledgers. docs/python.md has a tour."""

from .check import Check, open_check
from .comparison import Comparison, open_comparison, read_summary
from .errors import DisclosureError, LedgerError, VegheError
from .findings import open_findings
from .ledgers import CaseFrame, RegisteredCases, TrueCases
from .posterior import Posterior, open_posterior
from .publish import publishable
from .run import Run, open_run
from .sensitivity import Sensitivity, open_sensitivity
from .sweep import Sweep, open_sweep

__version__ = "0.1.0"
