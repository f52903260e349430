/** The settings of the front door, checked. What they mean is said in `app/settings/schema.ts`. */

export interface BrandSettings {
  readonly name: string
  /** A file: SVG or PNG. */
  readonly logo?: string
  readonly supportUrl?: string
  readonly colors: {
    readonly primary: string
    readonly onPrimary: string
    readonly background: string
    readonly text: string
  }
}

export interface FrontDoorSettings {
  readonly host?: string
  /** Where this process takes the requests for the authorization server; undefined: another process does. */
  readonly port?: number
  /** The authorization server's public address, without a slash at the end; the issuers begin with it. */
  readonly publicUrl: string
  /** Where the provider itself listens, for the front door alone. */
  readonly provider: string
  /** The front door's own client in every realm. */
  readonly client: { readonly id: string; readonly secret: string }
  /** 32 bytes in base64: seals what passes through the provider and what lies in the store. Of several the first seals, and all open. */
  readonly key?: string | readonly string[]
  /** The URL of a database of Portico's own. */
  readonly store: string
  /** Milliseconds for which the provider's word that a token is still good is taken without asking again; 0 asks for every request. */
  readonly recheckMs: number
  readonly smartVersion: '2.0.0' | '2.2.0'
  readonly passwordGrant: boolean
  /** How many proxies stand before the front door, whose word for the client's address is taken. */
  readonly proxies: number
  /** Milliseconds for which what the provider says of a client is kept. */
  readonly clientsMs: number
  /** Milliseconds the provider gets for an answer. */
  readonly timeoutMs: number
  readonly brand: BrandSettings
  readonly lifetimes: {
    readonly accessTokenSeconds: number
    readonly refreshTokenDays: number
    readonly sessionHours: number
  }
}
