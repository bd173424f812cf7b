import { testEngine } from '../TestStudy.ts'
import { afterwards } from './afterwards.ts'
import type { Ended, ForkServer } from './ForkServer.ts'
import type { Writing } from './Writing.ts'

export const acknowledgedIn = ({ told }: Ended) =>
  told.flatMap((line) => ('acknowledged' in line ? [line.acknowledged] : []))

/** What an engine that comes afterwards finds wrong. */
export async function lookedAt(
  { home }: ForkServer,
  writing: Writing,
  after: { acknowledged: readonly string[]; isDone: boolean },
): Promise<string[]> {
  const engine = testEngine(home)
  try {
    return await afterwards(writing, engine, home, after)
  } finally {
    await engine.close()
  }
}

/** Does the operation once more, undisturbed, and looks again. */
export async function doneAgain(
  server: ForkServer,
  writing: Writing,
  acknowledged: readonly string[],
): Promise<string[]> {
  const again = await server.run({ operation: writing.name, disturbance: { kind: 'none' }, repeats: 1 })
  const isDone = again.ended === 0 && again.told.some((line) => 'done' in line)
  const wrong = isDone ? [] : [`again: ${JSON.stringify(again)}`]
  const all = [...acknowledged, ...acknowledgedIn(again)]
  return [...wrong, ...(await lookedAt(server, writing, { acknowledged: all, isDone }))]
}
