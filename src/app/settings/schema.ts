/** The table of all settings: what each means, what it may be, what it is when nothing is said. It checks and it makes docs/configuration.md. */
import { commonEdition, servedEditions } from '../../fhir/definitions.ts'
import { tokenAlgorithms } from '../../auth/surface.ts'
import { logLevels } from '../log.ts'
import { frontDoor } from './front-door.ts'
import { choice, day, flag, group, integer, keys, list, text, url, type Setting } from './setting.ts'

const server = group(
  'Where the gateway listens and how it is reached.',
  {
    host: text('a host name or an address', '^\\S+$', "The address to listen on. All of the machine's when left out."),
    port: integer(1, 65_535, 'The port to listen on.', 3000),
    publicUrl: text(
      'an http or https URL without a slash at the end',
      url,
      'How clients reach the gateway. All absolute links begin with it; so do the FHIR base URLs that tokens name.',
    ),
    idleMs: integer(
      1_000,
      day,
      'Milliseconds without a byte either way after which a connection is closed, between requests too. Longer than a proxy in front keeps its own (nginx 60 s, Caddy 2 min), or it sends into one that is just being closed and tells its client 502.',
      130_000,
    ),
    drainMs: integer(0, day, 'Milliseconds that answers in flight get to end when the gateway is stopped.', 10_000),
    metrics: flag(
      'Offers counters for Prometheus at /metrics, to everyone who can reach the port, that of the front door too.',
      false,
    ),
    timing: flag(
      'Tells in the Server-Timing header of each answer how long its stages took, to whoever asked. Metrics and log have it in any case.',
      false,
    ),
  },
  ['publicUrl'],
)

const database = group(
  'The legacy database. It is only ever read; give Portico an account that can do no more.',
  {
    url: text(
      'a URL that begins with sqlite:, postgres://, mariadb://, mysql:// or mssql://',
      '^(sqlite:.|(postgres|postgresql|mariadb|mysql|mssql)://.)',
      'Where the database is. Take its password from the environment.',
      { writeOnly: true },
    ),
    pool: group('Connections.', {
      max: integer(1, 1_000, 'The most connections open at a time.', 10),
      waitMs: integer(
        0,
        600_000,
        'Milliseconds a request waits for a free connection before it is answered with 503.',
        5_000,
      ),
      keepFree: integer(
        0,
        250,
        'Connections that statements over one table leave to those over others, so that a locked table does not make everyone wait; no more than a quarter of them.',
        2,
      ),
    }),
    timeoutMs: integer(
      100,
      day,
      'Milliseconds a statement may take before it is cancelled and answered with 504.',
      30_000,
    ),
    connectMs: integer(100, 600_000, 'Milliseconds to wait for a new connection.', 10_000),
    schema: text(
      'a name',
      '^\\S+$',
      "The schema that `portico introspect` looks at, where it is not the engine's default one.",
    ),
  },
  ['url'],
)

const mapping = group(
  'Which mapping is served.',
  {
    directory: text('a path', '.', "The folder with the mapping's YAML files."),
    schema: text('a path', '.', 'The facts of the database, as `portico introspect` writes them.'),
    refreshMs: integer(
      0,
      day,
      'Milliseconds after which code tables and organizations are read anew, without a restart; what is broken or empty then changes nothing. 0 is never.',
      3_600_000,
    ),
    usCore: choice(
      servedEditions,
      'The edition of US Core whose profiles are served. What it has no profile for is served plain.',
      {
        default: commonEdition,
      },
    ),
  },
  ['directory', 'schema'],
)

const smart = group('What the base offers to SMART apps beside what its provider says of itself.', {
  contexts: list(
    choice(['patient', 'user', 'system'], 'A scope context.'),
    'The scope contexts that reach data here.',
    ['patient', 'user', 'system'],
  ),
  launchPatient: flag("Whether the provider's token response names the launch patient.", true),
  authorizePost: flag('Whether the provider takes the authorization request by POST as well.', true),
})

const surface = group(
  'One kind of base URL, `{publicUrl}{path}`, and whose tokens are good there.',
  {
    name: text(
      'a short name in lower case',
      '^[a-z][a-z0-9-]*$',
      'Names the surface in logs and challenges. On `patients` no token reaches beyond its own patient.',
    ),
    path: text(
      'a path such as /api/patients/v1/{organization} or /fhir',
      '^(?!.*[{].*[{])(/([A-Za-z0-9._~-]+|[{]organization[}]))+$',
      'The path of its base URLs. `{organization}` stands where each organization has a base of its own; without it there is one base for all, and the token names the organization. What stands before it has the public list of service base URLs; of surfaces that begin alike the first publishes it.',
    ),
    issuer: text(
      'an http or https URL',
      '^https?://[^\\s?#]+$',
      'The exact `iss` of its tokens. Its discovery document is asked for under it.',
    ),
    audience: list(
      text('a text', '.', 'One audience.'),
      "What a token's `aud` may be; one has to match. `{base}` stands for the FHIR base URL, `{root}` for what stands before the organization in it.",
      ['{base}'],
    ),
    algorithms: list(choice(tokenAlgorithms, 'An algorithm.'), 'The signature algorithms that are taken.', ['RS256']),
    patientClaim: text('the name of a claim', '^\\S+$', 'The claim with the launch patient.', { default: 'patient' }),
    organizationClaim: text(
      'the name of a claim',
      '^\\S+$',
      'The claim with the organizations that a token is good for.',
      { default: 'organization' },
    ),
    reach: choice(
      ['patient', 'organization'],
      "How far scopes reach: `patient` keeps every token inside its launch patient's compartment; with `organization`, `user/` and `system/` scopes reach all of it.",
      { default: 'patient' },
    ),
    clients: list(
      text('a client id', '.', 'One client.'),
      'The clients whose tokens are taken. Every client of the issuer when left out.',
    ),
    smart,
  },
  ['name', 'path', 'issuer'],
)

const limits = group('What one request may cost.', {
  defaultCount: integer(1, 10_000, 'Resources on a page when `_count` is not given.', 50),
  maximumCount: integer(1, 10_000, 'The most resources on a page, whatever `_count` says.', 1_000),
  scanRows: integer(
    0,
    100_000_000,
    'A table of up to this many rows may be read through where no index serves a search.',
    50_000,
  ),
  gatherRows: integer(
    1,
    10_000_000,
    'The most rows that may be gathered to sort or to count what SQL alone cannot.',
    50_000,
  ),
  maximumIncluded: integer(0, 100_000, 'The most resources that one page includes.', 1_000),
})

const cursor = group('Page links.', {
  key: keys(
    'Encrypts page links; all gateways behind one address need the same. Of a list the first encrypts, the others still open. Made at random at every start when left out, so that links do not outlive it.',
  ),
})

const log = group('Log lines, as JSON on standard output. They hold no patient data at any level.', {
  level: choice(logLevels, 'The least severe lines to write.', { default: 'info' }),
})

const surfaces = list(surface, 'The base URLs.')

const everything = { server, database, mapping, surfaces, frontDoor, limits, cursor, log }

export const settingsSchema: Setting = group('', everything, ['server', 'database', 'mapping', 'surfaces'])
