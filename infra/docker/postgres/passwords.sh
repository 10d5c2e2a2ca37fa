#!/usr/bin/env bash
# Gives the users of roles.sql their passwords, once, when the database is made.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set command_password="$COMMAND_SIDE_PASSWORD" --set query_password="$QUERY_SIDE_PASSWORD" <<'SQL'
alter role countersign_command password :'command_password';
alter role countersign_query password :'query_password';
SQL
