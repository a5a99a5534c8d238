#!/bin/sh
# Run by the PostgreSQL image the first time it starts.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres \
    -v owner_password="$OWNER_PASSWORD" -v web_password="$WEB_PASSWORD" \
    -v backup_password="$BACKUP_PASSWORD" -f /logins.sql
