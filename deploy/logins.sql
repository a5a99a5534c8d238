-- Run once, by the administrator of a PostgreSQL server (15 or later), before the first `migrate`:
--
--   psql -v owner_password=… -v web_password=… -v backup_password=… -f logins.sql
--
-- Three roles nobody signs in with, and three logins. The program is served with a login that owns
-- nothing, so no mistake in it can step around row security.

create role throughcare_web nologin;      -- what a page may do; sees a person only through policies
create role throughcare_system nologin;   -- owns the few functions that look across every person
create role throughcare_retention nologin in role throughcare_system;  -- deletes for good what is due

create role throughcare_owner login password :'owner_password'
    in role throughcare_web, throughcare_system, throughcare_retention;
create role throughcare_server login noinherit password :'web_password'
    in role throughcare_web, throughcare_system, throughcare_retention;
create role throughcare_backup login password :'backup_password' bypassrls replication
    in role pg_read_all_data;

create database throughcare owner throughcare_owner
    encoding 'UTF8' locale 'C.UTF-8' template template0;
revoke connect on database throughcare from public;
grant connect on database throughcare to throughcare_server, throughcare_backup;
