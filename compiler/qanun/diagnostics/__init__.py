"""What the compiler tells a drafter: kinds, diagnostics, and the outcome of a pass."""

from qanun.diagnostics.model import Diagnostic, Fix, Kind, Outcome, Related, Severity, registry

__all__ = ["Diagnostic", "Fix", "Kind", "Outcome", "Related", "Severity", "registry"]
