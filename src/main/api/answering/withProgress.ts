import type { Progress } from '../../engine/import/ImportService.ts'
import { Broadcast } from '../../engine/study/Broadcast.ts'

/** Runs `work`, handing out its progress as events and its result as the last one. */
export async function* withProgress<R>(work: (onProgress: (p: Progress) => void) => Promise<R>) {
  const events = new Broadcast<{ kind: 'progress' } & Progress>()
  const ended = new AbortController()
  const listening = events.listen(ended.signal)
  const result = work((p) => events.send({ kind: 'progress', ...p })).finally(() => ended.abort())
  result.catch(() => {})
  for await (const event of listening) yield event
  yield { kind: 'done' as const, result: await result }
}
