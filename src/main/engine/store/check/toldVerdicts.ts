import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { StoredRow } from './StoredRow.ts'

/** What a row tells of a verdict; it names it where it is one of several that came in together. */
const verdict = z.object({
  verdict: z.number(),
  says: z.string().optional(),
  reviewer: z.string().optional(),
  layer: z.number().nullable(),
  revision: z.number().nullable(),
  reason: z.string().nullable(),
  text: z.string().nullable(),
})
const detail = z.object({
  verdicts: z.array(verdict).optional(),
  reason: z.string().nullable().optional(),
})

const SAYS = /^verdict-(\w+)$/u
const SIGNS = new Map([
  ['sign', 'signed'],
  ['unlock', 'unlocked'],
])

interface Known {
  readonly row: number
  /** What was said, as one text to compare. */
  readonly is: string
}

/** What the trail tells of verdicts and signatures, to compare with their tables. */
export class ToldVerdicts {
  private readonly verdicts = new Map<number, Known>()
  /** By examination, in the order in which they were given and taken back. */
  private readonly signs = new Map<number, Known[]>()

  hear({ seq: row, actor, action, subject, detail: text }: StoredRow): void {
    const said = SAYS.exec(action)?.[1]
    const read = parsed(text)
    if (said !== undefined) {
      const one = verdict.safeParse(read).data
      if (one) this.verdicts.set(one.verdict, { row, is: standing({ ...one, says: said, reviewer: actor }) })
    }
    for (const one of detail.safeParse(read).data?.verdicts ?? [])
      this.verdicts.set(one.verdict, {
        row,
        is: standing({ ...one, says: one.says ?? '', reviewer: one.reviewer ?? '' }),
      })
    const signed = SIGNS.get(action)
    const examination = Number(/^examination:(\d+)$/u.exec(subject)?.[1] ?? 0)
    if (signed === undefined || examination === 0) return
    const all = this.signs.get(examination) ?? []
    const reason = detail.safeParse(read).data?.reason ?? null
    this.signs.set(examination, [...all, { row, is: JSON.stringify([signed, actor, reason]) }])
  }

  notIn(catalogue: Database): Reason[] {
    const hasThem = catalogue.prepare(
      `SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'sign_off'`,
    )
    if (!hasThem.get()) return []
    return [...this.verdictsNotIn(catalogue), ...this.signsNotIn(catalogue)]
  }

  private verdictsNotIn(catalogue: Database): Reason[] {
    const find = catalogue.prepare(
      'SELECT says, reviewer, layer_id AS layer, revision, reason, text FROM verdict WHERE id = ?',
    )
    return [...this.verdicts].flatMap(([id, { row, is }]) => {
      const found = find.get(id) as Verdict | undefined
      return found && standing(found) === is ? [] : [reasonOf('verdictNotAsRecorded', { row, verdict: id })]
    })
  }

  private signsNotIn(catalogue: Database): Reason[] {
    const find = catalogue.prepare(
      'SELECT id, says, reviewer, reason FROM sign_off WHERE examination_id = ? ORDER BY id',
    )
    return [...this.signs].flatMap(([examination, told]) => {
      const found = find.all(examination) as {
        id: number
        says: string
        reviewer: string
        reason: string | null
      }[]
      return told.flatMap(({ row, is }, at) => {
        const one = found[at]
        const isSo = one && JSON.stringify([one.says, one.reviewer, one.reason]) === is
        return isSo ? [] : [reasonOf('signOffNotAsRecorded', { row, sign: one?.id ?? 0 })]
      })
    })
  }
}

interface Verdict {
  readonly says: string
  readonly reviewer: string
  readonly layer: number | null
  readonly revision: number | null
  readonly reason: string | null
  readonly text: string | null
}

const standing = ({ says, reviewer, layer, revision, reason, text }: Verdict) =>
  JSON.stringify([says, reviewer, layer, revision, reason, text])

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
