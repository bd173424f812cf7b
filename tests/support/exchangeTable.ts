import { appendFileSync } from 'node:fs'

/** What came of one thing that another program made, or read, beside ours; one row of the table of exchange. */
export interface ExchangeRow {
  /** As people call it: "16-bit PNG", "COCO". */
  readonly format: string
  readonly direction: 'in' | 'out'
  /** The program that made the files, or read ours. */
  readonly other: string
  /** What is particular about them: "values 0, 1, 2". */
  readonly what: string
  /** Files, or masks within one, that were compared or refused. */
  readonly files: number
  /** Pixels of them that are not what the other program has; null where what is compared has none. */
  readonly differing: number | null
  /** The sentence that a person gets instead, in English; empty where nothing is to be said. */
  readonly sentence: string
}

/** Adds a row to the table, where whoever runs the tests wants one: `LOCO_EXCHANGE_ROWS` names a file, a row a line. */
export function exchangeRow(row: ExchangeRow): void {
  const table = process.env['LOCO_EXCHANGE_ROWS']
  if (table !== undefined) appendFileSync(table, `${JSON.stringify(row)}\n`)
}

/** Pixels at which two masks, or what stands for them, differ; all of the larger one where their sizes do. */
export function pixelsThatDiffer(ours: Uint8Array | undefined, theirs: Uint8Array): number {
  if (!ours || ours.length !== theirs.length) return Math.max(ours?.length ?? 0, theirs.length)
  let differing = 0
  for (let i = 0; i < theirs.length; i++) if (ours[i] !== theirs[i]) differing++
  return differing
}
