import { Failure } from '../../../shared/contract/failure.ts'
import type { LayerKind, LayerSummary } from '../../../shared/contract/layers.ts'
import { idOfModelInUse } from '../store/modelInUse.ts'
import { isBlind } from '../store/review/blind.ts'
import type { Call } from '../study/Call.ts'
import { heldBack } from './heldBack.ts'
import { checked, type StoredBytes } from './newestMask.ts'

/** A layer with its newest mask, both of one moment. */
export interface OpenLayer {
  readonly layer: LayerSummary
  readonly bytes: Uint8Array
}

/**
 * A frame's layers: the reader's own first, then other readers' and the reference, then models, newest first. What
 * models see on a held-out patient's frame is left out until the reader has finished a mask there, and other readers'
 * masks of one that is read blind until all have.
 */
export async function list(call: Call, frame: number): Promise<LayerSummary[]> {
  return (await layersOf(call, frame)).map(({ layer }) => layer)
}

/** The same with their masks, each checked against its sha256. Fails FILE_DAMAGED. */
export async function opened(call: Call, frame: number): Promise<OpenLayer[]> {
  return (await layersOf(call, frame)).map(({ layer, stored }) => ({ layer, bytes: checked(stored) }))
}

/** Whether somebody may see a layer: another reader's mask of a frame that is read blind is kept from them. */
export async function maySee({ study, actor }: Call, layer: number): Promise<boolean> {
  const row = await study.store.db
    .selectFrom('layer')
    .select(['frame_id', 'kind', 'author'])
    .where('id', '=', layer)
    .executeTakeFirst()
  if (row?.kind !== 'reader' || row.author === actor.name) return true
  return !(await isBlind(study.store.db, row.frame_id))
}

/** Refuses what may not be seen as if it were not there. Fails LAYER_NOT_FOUND. */
export async function mustBeSeen(call: Call, layer: number): Promise<void> {
  if (!(await maySee(call, layer))) throw new Failure('layerGone')
}

const RANK: Readonly<Record<LayerKind, number>> = { reader: 0, reference: 1, model: 2 }

async function layersOf(call: Call, frame: number): Promise<{ layer: LayerSummary; stored: StoredBytes }[]> {
  const { study, actor } = call
  const { db } = study.store
  const held = await heldBack(call, frame)
  const used = await idOfModelInUse(db)
  const rows = await db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select(['layer.id', 'layer.kind', 'layer.author', 'revision.number', 'revision.at', 'revision.areas'])
    .select(['revision.restores', 'revision.made', 'revision.mask', 'revision.sha256'])
    .where('layer.frame_id', '=', frame)
    .where(
      'layer.kind',
      'in',
      held?.overlaysHidden ? ['reader', 'reference'] : ['reader', 'reference', 'model'],
    )
    .where((eb) =>
      held?.isBlind
        ? eb.or([eb('layer.kind', '!=', 'reader'), eb('layer.author', '=', actor.name)])
        : eb.lit(true),
    )
    .where('revision.number', '=', ({ selectFrom }) =>
      selectFrom('revision as later')
        .whereRef('later.layer_id', '=', 'layer.id')
        .select(({ fn }) => fn.max('later.number').as('newest')),
    )
    .orderBy('revision.id', 'desc')
    .execute()
  return rows
    .map((r) => ({
      layer: {
        id: r.id,
        kind: r.kind,
        author: r.author,
        own: r.kind === 'reader' && r.author === actor.name,
        isLabel: held?.isBlind ? r.kind === 'reader' && held.isSubmitted : r.id === held?.labelLayer,
        inUse: r.kind === 'model' && r.author === used,
        revision: r.number,
        shows: r.restores ?? r.number,
        savedAt: r.at,
        made: r.made,
        areas: JSON.parse(r.areas) as number[],
      },
      stored: r,
    }))
    .sort(({ layer: a }, { layer: b }) => Number(b.own) - Number(a.own) || RANK[a.kind] - RANK[b.kind])
}
