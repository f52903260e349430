/** Tokens whose parts are whatever JSON may be, and what is none. */

export const encode = (text: string): string => Buffer.from(text).toString('base64url')

/** Every kind of JSON, and what is none. */
const shapes: readonly string[] = [
  ...['null', 'true', 'false', '0', '-1', '1e999', '""', '"text"', '[]', '[{}]', '[null]', '{}', '{"iss":null}'],
  ...[
    '{"iss":{"iss":"x"}}',
    '{"iss":["x"]}',
    '{"sub":7}',
    '{"sub":{}}',
    '{"jti":[]}',
    '{"exp":"soon"}',
    '{"aud":[[]]}',
  ],
  ...['{"scope":["x"]}', '{"azp":{}}', '{"__proto__":null}', '{"toString":1}', '', 'x', '{', '\u0000', '"\ud800"'],
  `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
]

/** All headers with all payloads. */
export const oddTokens = (): readonly string[] => {
  const headers = [
    '{"alg":"RS256","typ":"JWT","kid":"k"}',
    '{"alg":"RS256","kid":"k"}',
    '{"alg":["RS256"],"typ":{},"kid":7}',
    ...shapes,
  ]
  return headers.flatMap((head) => shapes.map((payload) => [encode(head), encode(payload), encode('s')].join('.')))
}
