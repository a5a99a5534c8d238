"""Documents for people who get paper or a file instead of a page."""

from throughcare.foundation.printing.pdf import CannotBePrinted, pdf_of, printable

__all__ = ["CannotBePrinted", "pdf_of", "printable"]
