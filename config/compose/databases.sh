#!/bin/sh
# What PostgreSQL runs at its first start: three databases, each with an owner who sees no other.
set -eu

make() {
  psql --username postgres --set ON_ERROR_STOP=1 --set name="$1" --set password="$2" <<'SQL'
create user :"name" password :'password';
create database :"name" owner :"name";
revoke connect on database :"name" from public;
SQL
}

make clinprd "$CLINPRD_PASSWORD"
make portico "$STORE_PASSWORD"
make keycloak "$KEYCLOAK_DATABASE_PASSWORD"
