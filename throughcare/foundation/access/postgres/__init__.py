"""Django's PostgreSQL backend, with role and reach set as each transaction begins."""
