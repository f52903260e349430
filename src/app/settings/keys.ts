/** The texts of a setting that holds keys -> their bytes, the one that seals first. */

export const readKeys = (key: string | readonly string[]): readonly Uint8Array[] =>
  [key].flat().map((each) => Buffer.from(each, 'base64'))
