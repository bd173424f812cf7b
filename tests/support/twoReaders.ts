import type { Engine } from '../../src/main/engine/Engine.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { type Right, rights } from '../../src/shared/domain/roles.ts'
import { connected } from './connected.ts'

/** Somebody at a window of the engine, with all rights or some. */
export const person = (engine: Engine, name: string, may: readonly Right[] = rights) =>
  connected({ engine, actor: { name, rights: may } })
export type Person = ReturnType<typeof person>

/** Paints a whole mask of a frame as the next revision of somebody's own. */
export async function paintWhole(who: Person, frame: number, mask: Mask): Promise<number> {
  const base = (await who.layers.own({ frame }))?.revision ?? 0
  const patch = Buffer.from(encodeMask(mask)).toString('base64')
  const stroke = `stroke-${frame}-${base}-${Math.random()}`
  return (await who.layers.paint({ frame, stroke, base, x: 0, y: 0, patch })).revision
}

/** The same, declared finished and submitted. A mask without a lesion says that there is none. */
export async function submit(
  { study }: Engine,
  name: string,
  who: Person,
  frame: number,
  mask: Mask,
): Promise<void> {
  const base = await paintWhole(who, frame, mask)
  const as = mask.data.some((value) => value > 0 && value < 255) ? 'done' : 'noLesion'
  await who.layers.declare({ frame, base, as })
  await study.store.db
    .insertInto('reading')
    .values({ frame_id: frame, reader: name, stage: 'submitted', at: new Date().toISOString() })
    .onConflict((c) => c.columns(['frame_id', 'reader']).doUpdateSet({ stage: 'submitted' }))
    .execute()
}
