import { sql } from 'kysely'
import type { UnsettledFrame } from '../../../shared/contract/settling.ts'
import { LabelService } from '../labels/LabelService.ts'
import { framesOfPatients } from '../store/framesOfPatients.ts'
import type { Call } from '../study/Call.ts'
import { readersOf } from './readers.ts'

/** Frames that readers have submitted otherwise and nobody has settled since, in the library's order. */
export async function unsettled(call: Call): Promise<UnsettledFrame[]> {
  const { study } = call
  const candidates = await framesOfSeveral(study.store.db)
  const found: UnsettledFrame[] = []
  for (const frame of study.index.list({}, undefined)) {
    const hashes = candidates.get(frame)
    if (!hashes) continue
    const { layers } = await readersOf(call, frame, await LabelService.list(call, frame))
    if (new Set(layers.map(({ id }) => hashes.get(id))).size < 2) continue
    const row = await framesOfPatients(study.store.db)
      .select(['frame.name', 'patient.code as patient'])
      .where('frame.id', '=', frame)
      .executeTakeFirstOrThrow()
    found.push({ frame, ...row, readers: layers.map(({ author }) => author).toSorted() })
  }
  return found
}

/** Frames with masks of several readers that are not settled, and each mask's sha256 by its layer. */
async function framesOfSeveral(db: Call['study']['store']['db']): Promise<Map<number, Map<number, string>>> {
  const { rows } = await sql<{ frame: number; layer: number; sha256: string }>`
    SELECT layer.frame_id AS frame, layer.id AS layer, revision.sha256 FROM layer
    JOIN revision ON revision.layer_id = layer.id
      AND revision.number = (SELECT max(number) FROM revision AS later WHERE later.layer_id = layer.id)
    JOIN frame ON frame.id = layer.frame_id
    LEFT JOIN verdict ON verdict.id = (SELECT max(last.id) FROM verdict AS last WHERE last.frame_id = frame.id)
    WHERE layer.kind = 'reader'
      AND (SELECT count(*) FROM layer AS other WHERE other.frame_id = frame.id AND other.kind = 'reader') > 1
      AND NOT (coalesce(verdict.says, '') IN ('accepted', 'settled') AND verdict.layer_id = frame.label_layer
        AND verdict.revision = (SELECT max(number) FROM revision AS now WHERE now.layer_id = verdict.layer_id))`.execute(
    db,
  )
  const found = new Map<number, Map<number, string>>()
  for (const { frame, layer, sha256 } of rows)
    found.set(frame, (found.get(frame) ?? new Map<number, string>()).set(layer, sha256))
  return found
}
