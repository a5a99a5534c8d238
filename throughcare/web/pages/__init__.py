"""Pages that cut across modules, composed from several modules' queries."""
