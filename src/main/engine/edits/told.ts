import * as z from 'zod'
import { breather } from '../store/check/breathe.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/** Rows of the trail that are read at a time. */
const AT_A_TIME = 1000

/** What the trail tells of models and labels, read once and then on from its last row. */
export interface Told {
  /** Revisions that are an overlay taken over, as `layer:revision`, with the model's layer where it is told. */
  readonly accepted: Map<string, number | null>
  /** Which model was in use from when on, oldest first. */
  readonly inUse: { readonly at: string; readonly model: string }[]
  /** The last row that was read. */
  seq: number
}

export const nothingTold = (): Told => ({ accepted: new Map(), inUse: [], seq: 0 })

/** The parts of rows that are listened to; one that holds something else tells nothing. */
const acceptRow = z.object({
  saved: z.array(z.object({ layer: z.number(), revision: z.number() })),
  /** Earlier versions did not tell it. */
  overlay: z.number().nullable().default(null),
})
const addRow = z.object({ adopted: z.boolean().default(false) })

/** Reads on in the trail. */
export async function hearTrail({ store: { db } }: OpenStudy, told: Told): Promise<void> {
  const rest = breather()
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .select(['seq', 'at', 'action', 'subject'])
      .select((eb) =>
        eb.case().when('action', 'in', ['accept', 'add-model']).then(eb.ref('detail')).end().as('detail'),
      )
      .where('seq', '>', told.seq)
      .orderBy('seq')
      .limit(AT_A_TIME)
      .execute()
    for (const row of rows) {
      told.seq = row.seq
      hear(told, row)
    }
    if (rows.length < AT_A_TIME) return
    await rest()
  }
}

interface Row {
  readonly at: string
  readonly action: string
  readonly subject: string
  readonly detail: string | null
}

function hear({ accepted, inUse }: Told, { at, action, subject, detail }: Row): void {
  const model = subject.replace(/^model:/u, '')
  if (action === 'use-model') inUse.push({ at, model })
  if (action === 'add-model' && addRow.safeParse(parsed(detail)).data?.adopted) inUse.push({ at, model })
  const taken = action === 'accept' ? acceptRow.safeParse(parsed(detail)).data : undefined
  for (const { layer, revision } of taken?.saved ?? [])
    accepted.set(`${layer}:${revision}`, taken?.overlay ?? null)
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

/** The model that was in use at a moment; undefined before the first. */
export const inUseAt = ({ inUse }: Told, moment: string): string | undefined =>
  inUse.findLast(({ at }) => at <= moment)?.model
