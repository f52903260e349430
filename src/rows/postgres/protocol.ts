/** The few parts of node-postgres' own face that our statements speak to, typed as they are used here. */

/** What `pg` calls a connection: it turns calls into protocol messages. https://www.postgresql.org/docs/current/protocol-message-formats.html */
export interface Wire {
  readonly stream: WireStream
  parse(message: { readonly name: string; readonly text: string; readonly types: readonly number[] }): void
  bind(message: { readonly portal: string; readonly statement: string; readonly values: readonly string[] }): void
  describe(message: { readonly type: 'P'; readonly name: string }): void
  execute(message: { readonly portal: string; readonly rows: number }): void
  close(message: { readonly type: 'S'; readonly name: string }): void
  sync(): void
}

export interface WireStream {
  cork(): void
  uncork(): void
  pause(): void
  resume(): void
  destroy(): void
}

export interface FieldDescription {
  readonly dataTypeID: number
  readonly dataTypeModifier: number
}

/** An error message of the server, or of the socket (then without the first two). */
export interface ServerError {
  readonly code?: string
  readonly severity?: string
  readonly message: string
}
