import * as z from 'zod'
import { assisting } from './assisting.ts'
import { dicom } from './dicom.ts'
import { exporting } from './exporting.ts'
import { importing } from './importing.ts'
import { labels } from './labels.ts'
import { people } from './people.ts'
import { review } from './review.ts'
import { selfTest } from './selfTest.ts'
import { serving } from './serving.ts'
import { studies } from './studies.ts'
import { training } from './training.ts'
import { usage } from './usage.ts'
import { weights } from './weights.ts'

/** Every reason there is to tell people something went otherwise. A new one is a line in its table and its words. */
export const reasons = {
  ...studies,
  ...labels,
  ...importing,
  ...dicom,
  ...exporting,
  ...training,
  ...weights,
  ...assisting,
  ...review,
  ...serving,
  ...people,
  ...usage,
  ...selfTest,
} as const

type Table = typeof reasons
export type ReasonName = keyof Table
/** Reasons that an operation can fail for. */
export type FailureName = {
  [N in ReasonName]: Table[N]['code'] extends null ? never : N
}[ReasonName]
type ValuesOf<N extends ReasonName> = z.infer<Table[N]['values']>

/** A reason as a value: which one, and what its words name. It is put into words where people read it. */
export type Reason = { [N in ReasonName]: { readonly name: N; readonly values: ValuesOf<N> } }[ReasonName]

/** What an error is made of: a reason's name, its values where it has any, and what went wrong underneath. */
export type Given<N extends ReasonName> = N extends ReasonName
  ? ValuesOf<N> extends Record<string, never>
    ? [name: N, values?: Record<string, never>, cause?: unknown]
    : [name: N, values: ValuesOf<N>, cause?: unknown]
  : never

const shapes = Object.entries(reasons).map(([name, { values }]) =>
  z.object({ name: z.literal(name), values }),
)
/** Reads a reason that has crossed a boundary. The table makes it; zod cannot follow that in types. */
export const reason = z.discriminatedUnion('name', shapes as [never]) as unknown as z.ZodType<Reason>

/** A reason read back from where it was kept as text; what older versions kept is a sentence, and stays one. */
export function reasonFrom(kept: string): Reason {
  try {
    return reason.parse(JSON.parse(kept))
  } catch {
    return { name: 'plain', values: { text: kept } }
  }
}
