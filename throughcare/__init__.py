"""Throughcare: one record from custody to community."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("throughcare")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"
