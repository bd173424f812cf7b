import type { MissedFrame } from '../../../shared/contract/work.ts'
import { guardedClasses } from '../../../shared/domain/guardedClasses.ts'
import {
  type SaidOfRegion,
  type Untouched,
  untouchedRegions,
} from '../../../shared/domain/untouchedRegions.ts'
import { LabelService } from '../labels/LabelService.ts'
import { idOfModelInUse } from '../store/modelInUse.ts'
import { guardedIn } from '../store/review/guarded.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/**
 * Frames on which the model in use sees a guarded class that nobody has touched, with those regions; see
 * `untouchedRegions`. None without a model. Fails FILE_DAMAGED.
 */
export async function missedOn(study: OpenStudy, frames: readonly number[]): Promise<MissedFrame[]> {
  const { db } = study.store
  const model = await idOfModelInUse(db)
  if (model === undefined) return []
  const guarded = guardedClasses(study.classes, await guardedIn(db))
  const labels = await LabelService.labels(study, frames)
  const missed: MissedFrame[] = []
  for (const frame of frames) {
    const overlay = await LabelService.newestMaskOf(db, { frame, kind: 'model', author: model })
    if (!overlay || !guarded.some((value) => overlay.data.includes(value))) continue
    const layer = labels.get(frame)
    const label = layer === undefined ? undefined : await LabelService.newestMask(db, layer)
    const regions = untouchedRegions({ overlay, label, said: await saidOf(study, frame, model) }, guarded)
    if (regions.length === 0) continue
    const { name, width, height } = await db
      .selectFrom('frame')
      .select(['name', 'width', 'height'])
      .where('id', '=', frame)
      .executeTakeFirstOrThrow()
    missed.push({ frame, name, width, height, regions: regions.map((region) => told(region, width, height)) })
  }
  return missed
}

const told = ({ value, pixels, outline }: Untouched, width: number, height: number) => ({
  value,
  share: pixels / (width * height),
  outline: outline.map((at, i) => at / (i % 2 === 0 ? width : height)),
})

/** What reviewers have said of the regions of a model's overlay, the oldest first. */
const saidOf = (
  { store: { db } }: OpenStudy,
  frame: number,
  model: string,
): Promise<(SaidOfRegion & { id: number })[]> =>
  db
    .selectFrom('region_verdict')
    .innerJoin('layer', 'layer.id', 'region_verdict.layer_id')
    .select(['region_verdict.id', 'region_verdict.x', 'region_verdict.y', 'region_verdict.says'])
    .where('region_verdict.frame_id', '=', frame)
    .where('layer.kind', '=', 'model')
    .where('layer.author', '=', model)
    .orderBy('region_verdict.id')
    .execute()
