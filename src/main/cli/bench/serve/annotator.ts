import { setTimeout as pause } from 'node:timers/promises'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { contract } from '../../../../shared/contract/index.ts'
import { WINDOW_PROTOCOL } from '../../../../shared/contract/windowKey.ts'
import { streamFor } from '../../../../shared/domain/random.ts'
import { encodeMask } from '../../../../shared/domain/rle.ts'
import { handStroke } from './strokes.ts'

type Client = ContractRouterClient<typeof contract>

/** Who paints where, and for how long. */
export interface AnnotatorTask {
  readonly origin: string
  readonly name: string
  readonly password: string
  /** Frames of their own, one after the other, with their size in px. */
  readonly frames: readonly number[]
  readonly width: number
  readonly height: number
  /** ms of work. */
  readonly lasts: number
}

/** What came of it: ms until each stroke was acknowledged and each frame open, and the strokes that were. */
export interface AnnotatorReport {
  readonly strokes: number[]
  readonly opens: number[]
  readonly acknowledged: string[]
}

/** A person looks at a frame, then paints a stroke every few seconds, and goes on after so many. */
const PAUSES = [900, 3600] as const
const STROKES_PER_FRAME = 15

/** Paints as a person does, over a connection as a window's, until the time is up. */
export async function annotate(task: AnnotatorTask): Promise<AnnotatorReport> {
  const { client, close } = await connect(task.origin)
  const { name, password, frames, width, height } = task
  await signIn(client, name, password)
  for (const follow of [() => client.study.changes(), () => client.presence.here()])
    void listen(follow).catch(() => {})
  const random = streamFor('annotator', Number(frames[0]))
  const report: AnnotatorReport = { strokes: [], opens: [], acknowledged: [] }
  const until = performance.now() + task.lasts
  const bases = new Map<number, number>()
  for (let n = 0; performance.now() < until; n++) {
    const frame = frames[Math.floor(n / STROKES_PER_FRAME) % frames.length] ?? 0
    if (n % STROKES_PER_FRAME === 0) {
      report.opens.push(await timed(() => client.frames.open({ id: frame, filter: {} })))
      await client.presence.tell({ frame, away: false })
    }
    await pause(PAUSES[0] + random() * (PAUSES[1] - PAUSES[0]))
    await client.layers.painting()
    const { x, y, mask } = handStroke(random, width, height)
    const stroke = `${name}-${frame}-${n}`.replaceAll(' ', '-')
    const patch = Buffer.from(encodeMask(mask)).toString('base64')
    const base = bases.get(frame) ?? 0
    const ms = await timed(async () => {
      const { revision } = await client.layers.paint({ frame, stroke, base, x, y, patch })
      bases.set(frame, revision)
    })
    report.strokes.push(ms)
    report.acknowledged.push(stroke)
  }
  close()
  return report
}

/** All come through one address at the same moment: whoever is told to wait tries again, as people do. */
async function signIn(client: Client, name: string, password: string): Promise<void> {
  for (;;) {
    const refused = await client.people.signIn({ name, password }).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (refused === undefined) return
    if (!(refused instanceof ORPCError) || refused.code !== 'SIGN_IN_REFUSED') throw refused
    await pause(1000 + 2000 * Math.random())
  }
}

async function listen(follow: () => Promise<AsyncIterable<unknown>>): Promise<void> {
  for await (const _ of await follow());
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

async function connect(origin: string): Promise<{ client: Client; close(): void }> {
  const socket = new WebSocket(`${origin.replace('https', 'wss')}/rpc`, [WINDOW_PROTOCOL], {
    headers: { origin },
    // The server that this bench has started itself, a moment ago.
    rejectUnauthorized: false,
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  // The same at run time; Node's typing of options differs.
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  return { client: createORPCClient(link), close: () => socket.terminate() }
}
