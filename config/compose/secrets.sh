#!/bin/sh
# Makes data/compose.env: a random secret for each name. What is there already is left alone.
set -eu
cd "$(dirname "$0")/../.."
file=data/compose.env
if [ -e "$file" ]; then
  echo "$file is there already."
  exit 0
fi
mkdir -p data
umask 077
{
  for name in POSTGRES_PASSWORD CLINPRD_PASSWORD STORE_PASSWORD KEYCLOAK_DATABASE_PASSWORD KEYCLOAK_ADMIN_PASSWORD PORTICO_GATE_SECRET; do
    # Hexadecimal: it stands in URLs.
    echo "$name=$(openssl rand -hex 24)"
  done
  for name in PORTICO_DOOR_KEY PORTICO_CURSOR_KEY; do
    echo "$name=$(openssl rand -base64 32)"
  done
} >"$file"
echo "$file written. KEYCLOAK_ADMIN_PASSWORD in it is that of admin at https://auth.localhost/admin/."
