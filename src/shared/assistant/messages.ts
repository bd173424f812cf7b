import type { AssistBox, AssistClick } from '../contract/assist.ts'
import type { Reason } from '../reasons/index.ts'
import type { Embedding } from './embedding.ts'

/** Raised when either side's messages change; a process of another version is refused. */
export const PROTOCOL_VERSION = 1

/** The two nets of box assist. A process has one: while it reckons it hears nothing. */
export type Part = 'encoder' | 'decoder'

/** A net's file, and the sha256 it had when it was put in place. */
export interface NetFile {
  readonly path: string
  readonly sha256: string
}

/** What is asked of a process, in this order: that it loads its net, and then what that is for. */
export interface Asks {
  readonly load: {
    readonly asked: {
      readonly version: number
      readonly part: Part
      readonly file: NetFile
      /** Whether everything else on the machine comes first. */
      readonly behind: boolean
    }
    readonly answer: Readonly<Record<string, never>>
  }
  /** Of an encoder: a picture, an original of a study or any other. */
  readonly read: { readonly asked: { readonly path: string }; readonly answer: Embedding }
  /** Of a decoder: the frame that is asked about from now on. */
  readonly hold: {
    readonly asked: { readonly embedding: Embedding }
    readonly answer: Readonly<Record<string, never>>
  }
  /** Of a decoder: the region that a box on that frame holds, after so many clicks. */
  readonly propose: {
    readonly asked: { readonly box: AssistBox; readonly clicks: readonly AssistClick[] }
    readonly answer: Proposed
  }
  /** Of either: how much memory it takes, bytes. */
  readonly memory: {
    readonly asked: Readonly<Record<string, never>>
    readonly answer: { readonly bytes: number }
  }
}

export interface Proposed {
  /** Of the frame's size, as `encodeMask` writes it. */
  readonly mask: Uint8Array
  /** 0 to 1. */
  readonly score: number
}

export type AskKind = keyof Asks
/** A request of one of these kinds; answers come in the order of requests. */
export type AssistantRequest = {
  [K in AskKind]: { readonly kind: K; readonly asked: Asks[K]['asked'] }
}[AskKind]
export type RequestOf<K extends AskKind> = Extract<AssistantRequest, { kind: K }>

/** What comes back for each request: an answer by its kind, or why there is none. */
export type AssistantMessage =
  | { readonly kind: 'done'; readonly answer: Asks[AskKind]['answer'] }
  | { readonly kind: 'failed'; readonly reason: Reason; readonly detail?: string }
