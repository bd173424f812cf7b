/** An error without its message, which may name a file: its kind, the system's code, and where in our code. */
export interface LoggedError {
  readonly kind: string
  readonly code?: string
  readonly at: readonly string[]
}
