import type { LabelWay } from '../../../shared/contract/edits.ts'
import { type CrossTable, changedIn, crossTableOf } from '../../../shared/domain/crossTable.ts'
import { type Edited, editedIn } from '../../../shared/domain/edited.ts'
import { sha256 } from '../../files/durableFile.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { type Origin, type Overlay, originOf, type Step } from './origins.ts'
import type { Told } from './told.ts'

/** A frame's label as the catalogue has it. */
export interface Label {
  readonly frame: number
  readonly layer: number
  readonly reader: string
  readonly isHeldOut: boolean
  /** Its newest revision: what is known of it holds as long as this is the newest. */
  readonly newest: number
}

/** What is told of a label: how it came about, and what it makes of the model's mask. */
export type Finding =
  | { readonly way: Exclude<LabelWay, 'alone'>; readonly model: string; readonly edited: Edited }
  | { readonly way: 'alone' | 'imported' | 'damaged' }

/** Compares labels with the models' masks that they were made from or beside. Two questions for all of them, then masks. */
export async function compareLabels(
  study: OpenStudy,
  labels: readonly Label[],
  told: Told,
): Promise<{ readonly label: Label; readonly found: Finding }[]> {
  const [steps, overlays] = [await stepsOf(study, labels), await overlaysOf(study, labels)]
  const origins = labels.map((label) => ({
    label,
    seen: overlays.get(label.frame) ?? [],
    origin: originOf(
      label.layer,
      steps.get(label.layer) ?? [],
      overlays.get(label.frame) ?? [],
      told,
      label.isHeldOut,
    ),
  }))
  const masks = await masksOf(study, origins.flatMap(revisionsFor))
  return origins.map(({ label, origin, seen }) => ({ label, found: foundOf(label, origin, seen, masks) }))
}

interface Traced {
  readonly label: Label
  readonly origin: Origin
  readonly seen: readonly Overlay[]
}

/** The revisions whose masks are needed: overlays only where the trail does not say which was taken over. */
function revisionsFor({ label, origin, seen }: Traced): number[] {
  if (!('base' in origin)) return []
  const isUntold = origin.way === 'taken' && origin.overlay === null
  return [label.newest, origin.base, ...(isUntold ? before(origin.base, seen).map(({ id }) => id) : [])]
}

const before = (base: number, seen: readonly Overlay[]) => seen.filter(({ id }) => id < base)

function foundOf(
  { newest }: Label,
  origin: Origin,
  seen: readonly Overlay[],
  masks: ReadonlyMap<number, Uint8Array>,
): Finding {
  if (!('base' in origin)) return { way: origin.way }
  const table = tableOf(masks, origin.base, newest)
  if (!table) return { way: 'damaged' }
  const model = origin.way === 'beside' ? origin.model : modelTaken(origin, seen, masks)
  return model === undefined ? { way: 'alone' } : { way: origin.way, model, edited: editedIn(table) }
}

/**
 * The model whose overlay was taken over. Where an earlier version did not say it, the one whose mask was nearest to what
 * was taken: but for specks it is the same.
 */
function modelTaken(
  { overlay, base }: Extract<Origin, { way: 'taken' }>,
  seen: readonly Overlay[],
  masks: ReadonlyMap<number, Uint8Array>,
): string | undefined {
  const overlays = before(base, seen)
  if (overlay !== null) return overlays.findLast(({ layer }) => layer === overlay)?.model
  const apart = overlays.flatMap(({ id, model }) => {
    const table = tableOf(masks, id, base)
    return table ? [{ model, pixels: changedIn(table), id }] : []
  })
  return apart.sort((a, b) => a.pixels - b.pixels || b.id - a.id)[0]?.model
}

function tableOf(masks: ReadonlyMap<number, Uint8Array>, one: number, other: number): CrossTable | undefined {
  const [a, b] = [masks.get(one), masks.get(other)]
  return a && b && crossTableOf(a, b)
}

async function stepsOf({ store: { db } }: OpenStudy, labels: readonly Label[]): Promise<Map<number, Step[]>> {
  const rows = await db
    .selectFrom('revision')
    .select(['id', 'layer_id', 'number', 'origin', 'made', 'restores', 'at'])
    .where(
      'layer_id',
      'in',
      labels.map(({ layer }) => layer),
    )
    .orderBy('layer_id')
    .orderBy('number')
    .execute()
  return groupedBy(rows, ({ layer_id }) => layer_id)
}

async function overlaysOf(
  { store: { db } }: OpenStudy,
  labels: readonly Label[],
): Promise<Map<number, Overlay[]>> {
  const rows = await db
    .selectFrom('layer')
    .innerJoin('revision', 'revision.layer_id', 'layer.id')
    .select(['layer.frame_id', 'layer.id as layer', 'layer.author as model', 'revision.id'])
    .where('layer.kind', '=', 'model')
    .where(
      'layer.frame_id',
      'in',
      labels.map(({ frame }) => frame),
    )
    .orderBy('revision.id')
    .execute()
  return groupedBy(rows, ({ frame_id }) => frame_id)
}

/** Masks of revisions as bytes; one that is not what was saved is left out. */
async function masksOf(
  { store: { db } }: OpenStudy,
  revisions: readonly number[],
): Promise<Map<number, Uint8Array>> {
  if (revisions.length === 0) return new Map()
  const rows = await db
    .selectFrom('revision')
    .select(['id', 'mask', 'sha256'])
    .where('id', 'in', [...new Set(revisions)])
    .execute()
  return new Map(rows.filter((row) => sha256(row.mask) === row.sha256).map(({ id, mask }) => [id, mask]))
}

function groupedBy<T>(rows: readonly T[], keyOf: (row: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
