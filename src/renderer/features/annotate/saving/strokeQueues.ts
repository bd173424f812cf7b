import type { Client } from '../../../api/client.ts'
import { StrokeQueue } from './StrokeQueue.ts'
import { allUnsent, type Desk } from './unsent.ts'

/** The queues that live, by frame: one goes on saving after its frame was left. */
const queues = new Map<number, StrokeQueue>()
/** Whose they are. */
let desk: Desk | undefined

const isSame = (a: Desk | undefined, b: Desk) => a?.folder === b.folder && a.person === b.person

/** The queue of a frame whose newest revision is this one; one that still has something to save goes on. */
export function queueOf(client: Client, at: Desk, frame: number, revision: number): StrokeQueue {
  const living = queues.get(frame)
  if (living && !living.isEmpty) return living
  const queue = new StrokeQueue(client, { ...at, frame }, revision)
  queues.set(frame, queue)
  return queue
}

/** Takes up what an earlier window of this person left unsaved in this study. */
export function takeUpUnsent(client: Client, at: Desk): void {
  if (isSame(desk, at)) return
  leaveDesk()
  desk = at
  for (const { frame, base, jobs } of allUnsent(at))
    queues.set(frame, new StrokeQueue(client, { ...at, frame }, base, jobs))
}

/** Nobody is at the desk: nothing more is sent, and what waits is kept for the one whose it is. */
export function leaveDesk(): void {
  for (const queue of queues.values()) queue.stop()
  queues.clear()
  desk = undefined
}

/** Sends what waits for the study that is open now; what a person has to decide on first stays. */
export async function retryAll(client: Client): Promise<void> {
  const waiting = [...queues.values()].filter((queue) => !queue.isEmpty && queue.now.kind !== 'conflict')
  if (waiting.length === 0) return
  // Where the engine is gone again, its return is told again.
  const open = await client.study.current().catch(() => null)
  for (const queue of waiting) if (queue.folder === open?.folder) void queue.retry()
}

/** Resolves when nothing of a frame is under way to the engine: what it then says is the newest. */
export async function settled(frame: number): Promise<void> {
  await queues.get(frame)?.retry()
}

/** Whether nothing was painted on a frame since it was opened. */
export const isUntouched = (frame: number): boolean => {
  const queue = queues.get(frame)
  return !queue || (queue.isEmpty && queue.now.kind === 'idle')
}
