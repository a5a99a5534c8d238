"""Load and measurements. Scripts, not tests: figures are read by people."""
