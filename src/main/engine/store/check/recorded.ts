import { hash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { SEALED } from '../trail/Trail.ts'
import { breather } from './breathe.ts'
import type { StoredRow } from './StoredRow.ts'
import { ToldVerdicts } from './toldVerdicts.ts'

const split = z.enum(['train', 'validation', 'test'])
const patients = z.array(z.object({ code: z.string(), split }))
/** What rows tell of what they did; earlier versions told less. */
const detail = z.object({
  /** Frames that came in, with their contents' sha256. */
  frames: z.array(z.tuple([z.number(), z.string()])).optional(),
  /** Masks that were saved. */
  saved: z
    .array(z.object({ layer: z.number(), revision: z.number(), sha256: z.string(), author: z.string() }))
    .optional(),
  /** What was ruled out of learning, and what of it was taken back. */
  vetoed: z
    .array(z.object({ veto: z.number(), sha256: z.string().nullable(), pixels: z.number() }))
    .optional(),
  tookBack: z.array(z.number()).optional(),
  /** Patients who were made or put on a side. */
  patients: patients.optional(),
  /** The same as earlier versions told it: who was put on which side. */
  split: split.optional(),
  before: z.unknown().optional(),
  /** Classes of the study from here on. */
  after: z.unknown().optional(),
  /** A model's weights and card. */
  sha256: z.string().optional(),
  card: z.string().optional(),
  adopted: z.boolean().optional(),
  /** The version that a study was last sealed by; null where it came from before there were seals. */
  version: z.number().nullable().optional(),
})
type Detail = z.infer<typeof detail>

/** The last thing that the trail says of something, and the row that says it. */
type Known<T> = Map<string, { readonly row: number; readonly is: T }>

/**
 * Compares the study with what its trail tells was done to it: masks, whose they are, frames, sides of patients, classes,
 * models, what reviewers said and signed. It needs no key, so it holds on any machine; what no row tells of is left to the seals.
 */
export async function notAsRecorded(catalogue: Database): Promise<Reason[]> {
  let told = new Told()
  const rest = breather()
  const rows = catalogue.prepare('SELECT * FROM audit ORDER BY seq')
  for (const row of rows.iterate() as IterableIterator<StoredRow>) {
    // What earlier versions did, not all of which they recorded, is no measure.
    if (row.action === SEALED && detailIn(row.detail)?.version === null) told = new Told()
    told.hear(row)
    await rest()
  }
  return [...told.masksNotIn(catalogue), ...told.othersNotIn(catalogue)]
}

class Told {
  private readonly frames: Known<string> = new Map()
  private readonly masks: Known<NonNullable<Detail['saved']>[number]> = new Map()
  private readonly vetoes: Known<string> = new Map()
  private readonly splits: Known<string> = new Map()
  private readonly models: Known<{ sha256: string; card: string | undefined }> = new Map()
  private classes: { row: number; is: string } | undefined
  private inUse: { row: number; is: string } | undefined
  private readonly verdicts = new ToldVerdicts()

  hear(told: StoredRow): void {
    this.verdicts.hear(told)
    const { seq: row, action, subject, detail: text } = told
    const given = detailIn(text)
    if (!given) return
    for (const [id, is] of given.frames ?? []) this.frames.set(String(id), { row, is })
    for (const is of given.saved ?? []) this.masks.set(`${is.layer}/${is.revision}`, { row, is })
    for (const veto of given.vetoed ?? []) this.vetoes.set(String(veto.veto), { row, is: standing(veto) })
    for (const veto of given.tookBack ?? []) {
      const before = this.vetoes.get(String(veto))
      if (before) this.vetoes.set(String(veto), { row, is: `${before.is}${BACK}` })
    }
    for (const { code, split: is } of given.patients ?? []) this.splits.set(code, { row, is })
    if (action === 'set-split' && given.split)
      for (const { code } of patients.safeParse(given.before).data ?? [])
        this.splits.set(code, { row, is: given.split })
    if (action === 'set-classes') this.classes = { row, is: JSON.stringify(given.after) }
    const model = /^model:(.*)$/s.exec(subject)?.[1]
    if (model === undefined) return
    if (action === 'add-model' && given.sha256)
      this.models.set(model, { row, is: { sha256: given.sha256, card: given.card } })
    if (action === 'use-model' || given.adopted) this.inUse = { row, is: model }
  }

  masksNotIn(catalogue: Database): Reason[] {
    const find = catalogue.prepare(
      `SELECT revision.sha256, layer.author, layer.frame_id AS frame FROM layer
       LEFT JOIN revision ON revision.layer_id = layer.id AND revision.number = ? WHERE layer.id = ?`,
    )
    const problems: Reason[] = []
    for (const { row, is } of this.masks.values()) {
      const { layer, revision, sha256, author } = is
      const found = find.get(revision, layer) as
        | { sha256: string | null; author: string; frame: number }
        | undefined
      const frame = found?.frame ?? 0
      if (found?.sha256 !== sha256) problems.push(reasonOf('maskNotAsRecorded', { row, frame, revision }))
      else if (found.author !== author) problems.push(reasonOf('authorNotAsRecorded', { row, frame, author }))
    }
    return problems
  }

  othersNotIn(catalogue: Database): Reason[] {
    const value = (query: string) => {
      const statement = catalogue.prepare(query).pluck()
      return (of: string) => statement.get(of)
    }
    const hashOf = value('SELECT sha256 FROM frame WHERE id = ?')
    const sideOf = value('SELECT split FROM patient WHERE code = ?')
    const cardOf = value('SELECT card FROM model WHERE id = ?')
    const weightsOf = value('SELECT sha256 FROM model WHERE id = ?')
    const setting = value('SELECT value FROM setting WHERE key = ?')
    const inUse = catalogue.prepare('SELECT id FROM model WHERE in_use = 1').pluck().get()
    const differing = <T>(told: Known<T>, isSo: (of: string, is: T) => boolean) =>
      [...told].filter(([of, { is }]) => !isSo(of, is)).map(([of, { row }]) => ({ of, row }))
    const vetoIs = vetoesIn(catalogue)
    const { classes } = this
    return [
      ...this.verdicts.notIn(catalogue),
      ...differing(this.frames, (of, is) => hashOf(of) === is).map(({ of, row }) =>
        reasonOf('frameNotAsRecorded', { row, frame: Number(of) }),
      ),
      ...differing(this.vetoes, (of, is) => vetoIs(of) === is).map(({ of, row }) =>
        reasonOf('vetoNotAsRecorded', { row, veto: Number(of) }),
      ),
      ...differing(this.splits, (of, is) => sideOf(of) === is).map(({ of, row }) =>
        reasonOf('splitNotAsRecorded', { row, patient: of }),
      ),
      ...differing(
        this.models,
        (of, { sha256, card }) =>
          weightsOf(of) === sha256 && (card === undefined || card === hash('sha256', String(cardOf(of)))),
      ).map(({ of, row }) => reasonOf('modelNotAsRecorded', { row, model: of })),
      ...(classes && setting('classes') !== classes.is
        ? [reasonOf('classesNotAsRecorded', { row: classes.row })]
        : []),
      ...(this.inUse && inUse !== this.inUse.is
        ? [reasonOf('modelNotAsRecorded', { row: this.inUse.row, model: this.inUse.is })]
        : []),
    ]
  }
}

/** What a veto is, in a few words to compare. */
const standing = ({ sha256, pixels }: NonNullable<Detail['vetoed']>[number]) =>
  `${sha256 ?? 'whole'}/${pixels}`
const BACK = '/back'

/** The vetoes of a catalogue in the same words; none in one of before there were any. */
function vetoesIn(catalogue: Database): (of: string) => string | undefined {
  if (!catalogue.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'veto'`).get())
    return () => undefined
  const find = catalogue.prepare(
    `SELECT veto.id AS veto, sha256, pixels, back.at FROM veto
     LEFT JOIN veto_taken_back AS back ON back.veto_id = veto.id WHERE veto.id = ?`,
  )
  return (of) => {
    const found = find.get(of) as (Parameters<typeof standing>[0] & { at: string | null }) | undefined
    return found && `${standing(found)}${found.at === null ? '' : BACK}`
  }
}

function detailIn(text: string): Detail | undefined {
  try {
    return detail.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
