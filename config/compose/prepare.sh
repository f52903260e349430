#!/bin/sh
# Once: fills the demo's clinical database and writes down its facts. Each time: the realms, which Keycloak imports where it has none.
set -eu
settings=/etc/portico/portico.yaml

if [ ! -e /prepared/schema.json ]; then
  npx tsx scripts/seed.ts --database "$PORTICO_DATABASE" --replace
  npx tsx src/cli/portico.ts introspect --database "$PORTICO_DATABASE" --out /prepared/schema.json.new
  mv /prepared/schema.json.new /prepared/schema.json
fi

npx tsx scripts/demo/keycloak/write.ts /realms "$settings"
