import * as z from 'zod'
import { type Reason, reason } from '../reasons/index.ts'

/** A department's server that was opened from this computer. */
export const knownServer = z.object({
  /** `https://server:8443` */
  origin: z.string(),
  /** SHA-256 of the certificate that was compared, as AB:CD:…. */
  fingerprint: z.string(),
  openedAt: z.string(),
})
export type KnownServer = z.infer<typeof knownServer>

/** What the window asks of the shell about servers. */
export const serverQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('list') }),
  /** Which certificate a server shows, and whether it is the one that was compared. */
  z.object({ kind: z.literal('look'), address: z.string().max(300) }),
  /** Opens a server whose certificate was compared, now or before. */
  z.object({ kind: z.literal('open'), address: z.string().max(300), fingerprint: z.string().max(100) }),
  z.object({ kind: z.literal('forget'), origin: z.string().max(300) }),
])
export type ServerQuestion = z.infer<typeof serverQuestion>

/** What the shell answers: the servers opened before, and what was found, or why nothing comes of it. */
export const serverAnswer = z.object({
  servers: z.array(knownServer),
  found: z.object({ origin: z.string(), fingerprint: z.string(), isKnown: z.boolean() }).nullable(),
  reason: reason.nullable(),
})
export interface ServerAnswer {
  readonly servers: readonly KnownServer[]
  readonly found: { readonly origin: string; readonly fingerprint: string; readonly isKnown: boolean } | null
  readonly reason: Reason | null
}
