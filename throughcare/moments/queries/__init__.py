"""Questions about the record at a moment in the past."""

from throughcare.moments.queries.comparing import Compared, compared
from throughcare.moments.queries.reading import AsItWas, as_it_was

__all__ = ["AsItWas", "Compared", "as_it_was", "compared"]
