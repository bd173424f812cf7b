import { createHmac, type Hmac } from 'node:crypto'
import * as z from 'zod'
import type { Reason } from '../../../../shared/reasons/index.ts'
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import { chainOf } from './chain.ts'
import { macOf } from './Trail.ts'
import type { TrailKey, Trails } from './Trails.ts'

/** What stands between the rows and the signature of a file. */
const END = '\n],"signature":'

const exportedRow = z.object({
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.string(),
  chain: z.string(),
  key: z.string().nullable(),
  mac: z.string().nullable(),
  /** The link of the row before, where that one is not in the file. */
  before: z.string().optional(),
})
export type ExportedRow = z.infer<typeof exportedRow>

const exportedTrail = z.object({
  format: z.literal('loco-trail'),
  version: z.literal(1),
  /** What rows were asked for; null for all. */
  asked: z.record(z.string(), z.unknown()).nullable(),
  /** Names the key that rows and file are signed with; null where there was none. */
  key: z.string().nullable(),
  rows: z.array(exportedRow),
  signature: z.string().nullable(),
})

/** Makes a signed trail piece by piece: all before the signature is signed, byte by byte. */
export class SignedTrail {
  private readonly hmac: Hmac | undefined
  private before: ExportedRow | undefined

  constructor(key: TrailKey | undefined) {
    this.hmac = key && createHmac('sha256', key.secret).update('export\u001f')
  }

  head(asked: Readonly<Record<string, unknown>> | null, exportedAt: string, key: string | null): string {
    const head = { format: 'loco-trail', version: 1, exportedAt, asked, key }
    return this.signed(`${JSON.stringify(head).slice(0, -1)},"rows":[`)
  }

  /** `linkBefore` is the link of the row that was before it in the study. */
  row(row: Omit<ExportedRow, 'before'>, linkBefore: string): string {
    const isNext = this.before === undefined ? row.seq === 1 : this.before.seq === row.seq - 1
    const comma = this.before === undefined ? '' : ','
    this.before = row
    return this.signed(`${comma}\n${JSON.stringify(isNext ? row : { ...row, before: linkBefore })}`)
  }

  end(): string {
    return `${END}${JSON.stringify(this.hmac?.digest('hex') ?? null)}}\n`
  }

  private signed(text: string): string {
    this.hmac?.update(text)
    return text
  }
}

export interface Checked {
  readonly rows: number
  readonly problems: Reason[]
  readonly notes: Reason[]
}

/** Whether an exported trail is as it was exported; undefined for what is none. Needs the study's key for its signature alone. */
export function checkExported(text: string, trails: Trails): Checked | undefined {
  const read = exportedTrail.safeParse(parsed(text))
  if (!read.success) return undefined
  const { rows, asked, key: name, signature } = read.data
  const key = name === null ? undefined : trails.keyNamed(name)
  const problems = changedRows(rows, asked === null, trails)
  const notes: Reason[] = []
  if (name === null) notes.push(reasonOf('exportUnsigned'))
  else if (!key) notes.push(reasonOf('exportSignedElsewhere', { key: name }))
  else if (signatureOf(text, key) !== signature) problems.push(reasonOf('exportForged'))
  return { rows: rows.length, problems, notes }
}

const signatureOf = (text: string, { secret }: TrailKey): string =>
  createHmac('sha256', secret)
    .update(`export\u001f${text.slice(0, Math.max(0, text.lastIndexOf(END)))}`)
    .digest('hex')

function changedRows(rows: readonly ExportedRow[], isWhole: boolean, trails: Trails): Reason[] {
  const problems: Reason[] = []
  const keys = new Map<string, TrailKey | undefined>()
  let last: ExportedRow | undefined
  for (const row of rows) {
    const isMoved = last !== undefined && row.seq <= last.seq
    if (isMoved) problems.push(reasonOf('exportedRowMoved', { row: row.seq }))
    const expected = (last?.seq ?? 0) + 1
    const isGap = isWhole && row.seq > expected
    if (isGap) problems.push(reasonOf('exportedRowsMissing', { from: expected, to: row.seq - 1 }))
    const isChained = chainOf(row.before ?? last?.chain ?? '', row) === row.chain
    if (!isMoved && !isGap && (!isChained || isForged(row, keys, trails)))
      problems.push(reasonOf('exportedRowChanged', { row: row.seq }))
    last = row
  }
  return problems
}

function isForged(
  { key: name, chain, mac }: ExportedRow,
  keys: Map<string, TrailKey | undefined>,
  trails: Trails,
) {
  if (name === null) return mac !== null
  if (!keys.has(name)) keys.set(name, trails.keyNamed(name))
  const key = keys.get(name)
  return key !== undefined && mac !== macOf(key, chain)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
