"""The one place where a transaction learns on whose behalf it runs."""

from django.db.backends.postgresql import base

from throughcare.foundation.access import context


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as the web role: no transaction starts without saying who is asking."""

    # Django writes many rows as one list a column, much the quicker way, if it knows every column's
    # type by this table; of a search vector it knows it elsewhere only.
    data_types = {**base.DatabaseWrapper.data_types, "SearchVectorField": "tsvector"}

    def init_connection_state(self) -> None:
        super().init_connection_state()
        role = context.session_role()
        if role is None:
            return
        with self.connection.cursor() as cursor:
            # A database that has not been migrated yet has no such role; it has no data either.
            cursor.execute("select 1 from pg_roles where rolname = %s", [role])
            if cursor.fetchone():
                cursor.execute(f"set role {role}")

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit:
            self._tell_who_is_asking()

    def _tell_who_is_asking(self) -> None:
        try:
            context.tell(self)
        except Exception:
            # The transaction never began as far as Django knows: leave the connection as it was.
            self.connection.rollback()
            super().set_autocommit(True)
            raise
