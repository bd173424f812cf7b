import { type Kysely, sql } from 'kysely'
import * as z from 'zod'
import type { TrailRow, TrailWish } from '../../../shared/contract/trail.ts'
import type { Catalogue } from '../store/schema.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { rowsAsked } from './rowsAsked.ts'

/** Characters of a row's detail that are shown: an import tells of a thousand frames in one. */
const LONGEST = 4000

/** A stretch of the trail, the newest row first. */
export async function page(
  { store: { db } }: OpenStudy,
  { before, limit, ...wish }: TrailWish & { readonly before?: number | undefined; readonly limit: number },
): Promise<{ rows: TrailRow[]; next: number | null }> {
  const asked = await rowsAsked(db, wish)
  const found = await (before === undefined ? asked : asked.where('seq', '<', before))
    .select(['seq', 'at', 'actor', 'action', 'subject', 'detail'])
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = found.slice(0, limit)
  const rows: TrailRow[] = []
  for (const row of shown) rows.push(await shownRow(db, row))
  return { rows, next: found.length > limit ? (shown.at(-1)?.seq ?? null) : null }
}

type Stored = Pick<TrailRow, 'seq' | 'at' | 'actor' | 'action' | 'subject' | 'detail'>

/** What rows tell of the mask that they saved, which is one for all that is done to one frame. */
const savedIn = z.object({
  saved: z.array(z.object({ layer: z.number(), revision: z.number() })).length(1),
})

/** The examination that a row is about, where it is about one. */
async function examinationIn(db: Kysely<Catalogue>, subject: string) {
  const id = /^examination:(\d+)$/u.exec(subject)?.[1]
  if (id === undefined) return undefined
  return db
    .selectFrom('examination')
    .innerJoin('patient', 'patient.id', 'examination.patient_id')
    .select(['patient.code as patient', 'examination.code'])
    .where('examination.id', '=', Number(id))
    .executeTakeFirst()
}

async function shownRow(db: Kysely<Catalogue>, row: Stored): Promise<TrailRow> {
  const id = Number(/^frame:(\d+)$/u.exec(row.subject)?.[1] ?? 0)
  const frame = await db.selectFrom('frame').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
  const saved = savedIn.safeParse(parsed(row.detail)).data?.saved[0]
  const detail = row.detail.length > LONGEST ? `${row.detail.slice(0, LONGEST)} …` : row.detail
  return {
    ...row,
    detail,
    frame: frame ?? null,
    examination: (await examinationIn(db, row.subject)) ?? null,
    mask: saved ? { ...saved, restores: await restoredBy(db, saved) } : null,
  }
}

/** Rows of earlier versions do not say what undo brought back; the revision does. */
async function restoredBy(db: Kysely<Catalogue>, { layer, revision }: { layer: number; revision: number }) {
  const row = await db
    .selectFrom('revision')
    .select('restores')
    .where('layer_id', '=', layer)
    .where('number', '=', revision)
    .executeTakeFirst()
  return row?.restores ?? null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Who and what the trail names. */
export async function choices({
  store: { db },
}: OpenStudy): Promise<{ people: string[]; actions: string[] }> {
  const people = await db.selectFrom('audit').select('actor').distinct().orderBy('actor').execute()
  const { rows } = await sql<{ action: string }>`
    SELECT DISTINCT CASE instr(action, ' ') WHEN 0 THEN action ELSE substr(action, 1, instr(action, ' ') - 1) END AS action
    FROM audit ORDER BY 1`.execute(db)
  return { people: people.map(({ actor }) => actor), actions: rows.map(({ action }) => action) }
}
