import type { Transaction } from 'kysely'
import { type FrameState, frameStates } from '../../../shared/domain/frameState.ts'
import { MOST_CLASSES } from '../../../shared/domain/labelClass.ts'
import { countValues, type Mask } from '../../../shared/domain/mask.ts'
import { encodeMask } from '../../../shared/domain/rle.ts'
import { sha256 } from '../../files/durableFile.ts'
import type { Catalogue } from '../store/schema.ts'
import { markFrame } from './markFrame.ts'
import type { LayerKey } from './newestMask.ts'

/** How a revision came about. */
export interface Making {
  readonly origin: 'stroke' | 'import' | 'accept' | 'prediction'
  /** Id the painter gave the change. */
  readonly stroke?: string | null
  /** The revision it brings back; null for new paint. */
  readonly restores?: number | null
  /** Set where nobody has painted or looked at it: it counts as no label yet. */
  readonly made?: 'copied' | 'interpolated' | null
  /** Whether it says that the frame is finished; without a word, what is imported or accepted does. */
  readonly declares?: boolean
  /** The state that undo brings back with it. */
  readonly backTo?: FrameState | undefined
}

export interface StoredMask {
  readonly layer: number
  readonly revision: number
  readonly savedAt: string
  readonly state: FrameState
  /** Of the mask, for the trail. */
  readonly sha256: string
}

/** What the trail tells of a mask that was saved: the study is compared with it (`store/check/recorded.ts`). */
export const toldOf = ({ layer, revision, sha256: hash }: StoredMask, author: string) => ({
  layer,
  revision,
  sha256: hash,
  author,
})

/** Adds a whole mask as a new revision of a layer, inside a transaction of the caller. */
export async function storeMask(
  transaction: Transaction<Catalogue>,
  where: LayerKey,
  mask: Mask,
  making: Making,
): Promise<StoredMask> {
  const { origin, stroke = null, restores = null, made = null, backTo } = making
  const key = { frame_id: where.frame, kind: where.kind, author: where.author }
  await transaction
    .insertInto('layer')
    .values(key)
    .onConflict((c) => c.doNothing())
    .execute()
  const { id: layer } = await transaction
    .selectFrom('layer')
    .select('id')
    .where((eb) => eb.and(key))
    .executeTakeFirstOrThrow()
  const revision = (await lastNumber(transaction, layer)) + 1
  const bytes = Buffer.from(encodeMask(mask))
  const hash = sha256(bytes)
  const savedAt = new Date().toISOString()
  const counts = countValues(mask)
  const declares = made === null && (making.declares ?? (origin === 'import' || origin === 'accept'))
  const { before, after } = await markFrame(transaction, {
    frame: where.frame,
    kind: where.kind,
    layer,
    mask,
    counts,
    declares,
    yieldsToLabel: origin === 'import',
    backTo,
  })
  await transaction
    .insertInto('revision')
    .values({
      layer_id: layer,
      number: revision,
      mask: bytes,
      sha256: hash,
      areas: JSON.stringify([...counts.subarray(0, MOST_CLASSES)]),
      origin,
      stroke,
      restores,
      made,
      state_before: before === after ? null : frameStates.indexOf(before),
      at: savedAt,
    })
    .execute()
  return { layer, revision, savedAt, state: after, sha256: hash }
}

async function lastNumber(db: Transaction<Catalogue>, layer: number): Promise<number> {
  const row = await db
    .selectFrom('revision')
    .select('number')
    .where('layer_id', '=', layer)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? 0
}
