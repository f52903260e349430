/** The settings of the front door: the gate on the authorization server's own public address. */
import { choice, day, flag, group, integer, keys, origin, text, url } from './setting.ts'

const color = (description: string, value: string) =>
  text('a colour such as #0b5cab', '^#[0-9a-fA-F]{6}$', description, { default: value })

const colors = group('Colours. Text on the primary colour, and on the background, has to be easy to read.', {
  primary: color('Of buttons, links and the bar at the top.', '#0b5cab'),
  onPrimary: color('Of text on the primary colour.', '#ffffff'),
  background: color('Behind everything.', '#ffffff'),
  text: color('Of text.', '#1b1f24'),
})

const brand = group('How the pages look that ask for a patient and for consent.', {
  name: text('a text', '.', 'The name of the clinic or of its portal.', { default: 'Patient portal' }),
  logo: text('a path', '.', 'A file with its logo, SVG or PNG, at most 256 KB.'),
  supportUrl: text('an http or https URL', url, 'Where a person finds help.'),
  colors,
})

const lifetimes = group('How long things last. `portico realms` writes them into the realms.', {
  accessTokenSeconds: integer(60, 3_600, 'Seconds an access token lives.', 300),
  refreshTokenDays: integer(
    1,
    3_650,
    'Days a refresh token with offline_access lives when it is not used; each use begins them anew. Certification asks for three months, of which the longest have 92 days.',
    93,
  ),
  sessionHours: integer(1, 720, 'Hours a person stays signed in, used or not.', 10),
})

const client = group(
  "The front door's own client, the same in every realm. Its service account may view clients and users.",
  {
    id: text('a client id', '^[A-Za-z0-9._-]+$', 'Its id.', { default: 'portico-gate' }),
    secret: text('a secret', '.', 'Its secret. Take it from the environment.', { writeOnly: true }),
  },
  ['secret'],
)

export const frontDoor = group(
  'The gate on the authorization server’s public address, which adds to OAuth what SMART asks for. Left out: apps speak to the providers themselves, and tokens alone say what they are good for.',
  {
    host: text('a host name or an address', '^\\S+$', "The address to listen on. All of the machine's when left out."),
    port: integer(
      1,
      65_535,
      'The port to listen on. Left out where another process is the gate: this one then only asks the store and the provider about tokens.',
    ),
    publicUrl: origin(
      'How browsers and apps reach the authorization server: through the gate, which has a host name or a port of its own. The issuers of surfaces begin with it, `{publicUrl}/realms/{realm}`.',
    ),
    provider: origin(
      'Where the provider (Keycloak) itself listens, at the root (no `http-relative-path`). Nobody but the gate should reach it.',
    ),
    client,
    key: keys(
      'Seals what passes through the provider and what lies in the store; all gates and gateways of one address need the same. Of a list the first seals, the others still open. Made at random at every start when left out, so that grants do not outlive it.',
    ),
    store: text(
      'a URL that begins with sqlite:, postgres://, mariadb://, mysql:// or mssql://',
      '^(sqlite:.|(postgres|postgresql|mariadb|mysql|mssql)://.)',
      "A database of Portico's own for what grants carry; never the legacy one. A file will do for one process; replicas need a server.",
      { default: 'sqlite:data/portico.sqlite', writeOnly: true },
    ),
    recheckMs: integer(
      0,
      30_000,
      'Milliseconds for which the provider’s word that a token is still good is taken without asking again. 0 asks it for every request, so that what is revoked ends at once.',
      0,
    ),
    clientsMs: integer(0, 600_000, 'Milliseconds for which what the provider says of a client is kept.', 60_000),
    timeoutMs: integer(100, day, 'Milliseconds the provider gets for an answer.', 10_000),
    smartVersion: choice(
      ['2.0.0', '2.2.0'],
      'The version of SMART App Launch: `fhirContext` has texts in 2.0.0 and objects in 2.2.0.',
      { default: '2.2.0' },
    ),
    passwordGrant: flag('Takes the password grant, for apps registered for it. Off, as OAuth advises.', false),
    proxies: integer(
      0,
      10,
      "How many proxies of your own stand before the gate: their word for the client's address is taken.",
      0,
    ),
    brand,
    lifetimes,
  },
  ['publicUrl', 'provider', 'client'],
)
