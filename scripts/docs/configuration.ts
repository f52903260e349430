/** The table of settings -> docs/configuration.md. */
import { settingsSchema } from '../../src/app/settings/schema.ts'
import type { Setting } from '../../src/app/settings/setting.ts'

const introduction = `# Configuration

\`node dist/main.js FILE\` (or \`npx tsx src/main.ts FILE\`) starts Portico with the settings of one YAML file.
\`config/demo.yaml\` is the demo's; \`config/example-sqlserver-keycloak.yaml\` is a starting point for a shop of your own.

Secrets belong in the environment: \`\${NAME}\` in any value is replaced by the variable of that name, which has to be set;
\`\${NAME:-otherwise}\` has a default. The file is checked at start. Everything that is wrong is said at once, with its line,
what was found and what is allowed, and nothing starts until it is right. Paths are relative to the folder that Portico is started in.

SIGHUP loads the mapping again; a broken one is logged and changes nothing. SIGTERM and SIGINT let answers in flight end first.

This page is generated from \`src/app/settings/schema.ts\`.

## URLs of databases

\`engine://user:password@host:port/database?option=value&...\`, what user and password hold percent-encoded. Options are those below, in any case; one that is not
known, or has a value that is not, is refused at start, by name. They are the same for \`database.url\`, \`frontDoor.store\` and the seeder.

| engine | options |
| --- | --- |
| \`sqlite:\` | none: what stands behind the colon is the name of a file |
| \`postgres://\` | \`sslmode\` (\`disable\`, \`prefer\`, \`require\`, \`verify-ca\`, \`verify-full\`, \`no-verify\`) or \`ssl\` (true, false), \`sslrootcert\`, \`sslcert\`, \`sslkey\`, \`uselibpqcompat\`, \`host\`, \`options\`, \`application_name\` |
| \`mariadb://\`, \`mysql://\` | \`ssl\` (\`true\` checks certificate and name; off when left out) or \`sslMode\` (\`disabled\`, \`required\`, \`verify-ca\`, \`verify-identity\`), \`sslCa\` (a file) |
| \`mssql://\` | \`encrypt\` (true, yes, 1, mandatory: the default; \`strict\`; false, no, 0, optional), \`trustServerCertificate\` (false), \`instance\`, \`multiSubnetFailover\` (false), \`domain\` (logs in by NTLM), \`authentication\`, \`clientId\`, \`tenantId\` |
| \`mssql://\`, legacy only | \`applicationIntent\` (\`ReadOnly\`, \`ReadWrite\`), \`isolation\` (\`read-committed\`, \`read-uncommitted\`, \`repeatable-read\`, \`serializable\`, \`snapshot\`), \`lockTimeout\` (5000, milliseconds) |

\`authentication\` is \`SqlPassword\`, \`Ntlm\`, or one of Entra ID: \`ActiveDirectoryServicePrincipal\` (user and password are the client's id and secret; \`tenantId\`),
\`ActiveDirectoryPassword\` (\`clientId\`, \`tenantId\`), \`ActiveDirectoryManagedIdentity\` and \`ActiveDirectoryAppService\` (\`clientId\` where there are several),
\`ActiveDirectoryDefault\`.
`

interface Member {
  readonly key: string
  readonly setting: Setting
  readonly isRequired: boolean
}

/** A list of groups is walked like a group; \`[]\` stands for each of its elements. */
function membersOf(key: string, setting: Setting): readonly Member[] {
  if (setting.items?.properties !== undefined) return membersOf(`${key}[]`, setting.items)
  return Object.entries(setting.properties ?? {}).flatMap(([name, each]) => {
    const path = key === '' ? name : `${key}.${name}`
    const isGroup = each.properties !== undefined
    const member = { key: path, setting: each, isRequired: setting.required?.includes(name) ?? false }
    return isGroup ? membersOf(path, each) : [member]
  })
}

function defaultText({ setting, isRequired }: Member): string {
  if (isRequired) return 'has to be given'
  return setting.default === undefined ? 'none' : `\`${JSON.stringify(setting.default).replaceAll('"', '')}\``
}

const row = (member: Member): string =>
  `| \`${member.key}\` | ${member.setting.description} | ${member.setting.title} | ${defaultText(member)} |`

function section([name, setting]: readonly [string, Setting]): string {
  const about = setting.items?.description ?? setting.description
  const head = ['| setting | meaning | allowed | default |', '| --- | --- | --- | --- |']
  return [`## ${name}`, '', about, '', ...head, ...membersOf(name, setting).map(row), ''].join('\n')
}

export const configurationMarkdown = (): string =>
  [introduction, ...Object.entries(settingsSchema.properties ?? {}).map(section)].join('\n')
