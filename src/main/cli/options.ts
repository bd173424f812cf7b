import { InvalidArgumentError } from 'commander'
import { HEX_COLOUR } from '../../shared/domain/labelClass.ts'
import { type Shard, shardFrom } from '../../shared/domain/shard.ts'
import type { SettingChange } from '../../shared/trainer/settingChange.ts'
import type { TestSet } from '../engine/experiment/ExperimentService.ts'
import type { ImportOptions } from '../engine/import/found/Incoming.ts'

/** A whole number of at least `from`. */
export const wholeNumber = (from: number) => (text: string) => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < from)
    throw new InvalidArgumentError(`Give a whole number of at least ${from}.`)
  return value
}

export const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** `4=1,#ff0000=malignant,polyp=benign,*=ignore`: what masks hold and the class that it means, as it was written. */
export function maskMap(text: string): ReadonlyMap<string, string> {
  return new Map(
    list(text).map((pair) => {
      const at = pair.lastIndexOf('=')
      const [from, to] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
      if (at < 1 || from === '' || to === '')
        throw new InvalidArgumentError(
          'Write pairs of what the masks hold and its class, as in 4=1,#ff0000=malignant,255=ignore,*=0.',
        )
      return [HEX_COLOUR.test(from) ? from.toLowerCase() : from, to] as const
    }),
  )
}

/** `manifest:sequence`, `regex:^(\w+)_`, `folder`, `name` or `file` */
export function groupBy(text: string): NonNullable<ImportOptions['groupBy']> {
  const [kind, ...rest] = text.split(':')
  const value = rest.join(':')
  if (kind === 'folder' || kind === 'name' || kind === 'file') return { kind }
  if (kind === 'manifest' && value !== '') return { kind, column: value }
  if (kind === 'regex' && value !== '') return { kind, pattern: regularExpression(value) }
  throw new InvalidArgumentError('Write folder, name, file, manifest:COLUMN or regex:PATTERN.')
}

/** `0:02:31` */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  const two = (n: number) => String(n).padStart(2, '0')
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
}

export interface TimeOfDay {
  readonly hour: number
  readonly minute: number
}

/** `20:00` */
export function timeOfDay(text: string): TimeOfDay {
  const [, hour = Number.NaN, minute = Number.NaN] = (/^(\d{1,2}):(\d{2})$/.exec(text) ?? []).map(Number)
  if (!(hour < 24 && minute < 60)) throw new InvalidArgumentError('Write a time of the day, as in 20:00.')
  return { hour, minute }
}

/** When it is that time next, by the clock of this machine. */
export function nextAt({ hour, minute }: TimeOfDay, now: Date): Date {
  const today = new Date(now)
  today.setHours(hour, minute, 0, 0)
  if (today <= now) today.setDate(today.getDate() + 1)
  return today
}

export const points = (value: number | null) => (value === null ? '–' : (100 * value).toFixed(1))

/** `2/5`: the second of five parts. */
export function shard(text: string): Shard {
  const found = shardFrom(text)
  if (!found) throw new InvalidArgumentError('Write a part and how many there are, as in 1/3.')
  return found
}

/** A share, 0 to 1. */
export function share(text: string): number {
  const value = Number(text)
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('Give a share from 0 to 1.')
  return value
}

/** An option that may be given more than once. */
export const collected = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
]

/** Settings that options of `loco experiment` say. */
const OWN_OPTIONS: Readonly<Record<string, string>> = {
  ...{ preset: '--preset', method: '--methods', classes: '--classes', seed: '--seeds' },
  ...{ steps: '--steps', size: '--size', batch: '--batch', backbone: '--backbone' },
}

/** `loco.filter.gamma=0.5`: a setting and its value, a number, a word, true, false or null; may be given more than once. */
export function settingChange(text: string, before: readonly SettingChange[] = []): readonly SettingChange[] {
  const [path = '', value = '', ...more] = text.split('=').map((part) => part.trim())
  if (path === '' || value === '' || more.length > 0)
    throw new InvalidArgumentError('Write a setting and its value, as in loco.filter.gamma=0.5.')
  if (Object.hasOwn(OWN_OPTIONS, path))
    throw new InvalidArgumentError(`${path} has an option of its own: ${OWN_OPTIONS[path]}.`)
  const words: Readonly<Record<string, unknown>> = { true: true, false: false, null: null }
  const read = Object.hasOwn(words, value)
    ? words[value]
    : Number.isNaN(Number(value))
      ? value
      : Number(value)
  return [...before, { path, value: read }]
}

/** `CVC-ClinicDB=/CVC/`: a name, and a regular expression of paths; may be given more than once. */
export function testSet(text: string, before: readonly TestSet[] = []): readonly TestSet[] {
  const at = text.indexOf('=')
  const [name, pattern] = [text.slice(0, at).trim(), text.slice(at + 1)]
  if (at < 0 || name === '' || pattern === '')
    throw new InvalidArgumentError('Write a name and what its paths hold, as in CVC-ClinicDB=CVC/.')
  return [...before, { name, pattern: regularExpression(pattern).source }]
}

function regularExpression(text: string): RegExp {
  try {
    return new RegExp(text)
  } catch (error) {
    throw new InvalidArgumentError(`This is no regular expression: ${String(error)}.`)
  }
}

type Box = readonly [number, number, number, number]

/** `0,0,0.3,0.2`: left, top, width and height as shares; may be given more than once. */
export function box(text: string, before: readonly Box[] = []): readonly Box[] {
  const [x = Number.NaN, y = 0, width = 0, height = 0, ...more] = list(text).map(share)
  if (Number.isNaN(x) || width === 0 || height === 0 || more.length > 0)
    throw new InvalidArgumentError(
      'Write left, top, width and height as shares of the picture, as in 0,0,0.3,0.2.',
    )
  return [...before, [x, y, width, height]]
}

/** `10%` or `0.1` */
export const percentage = (text: string) =>
  text.endsWith('%') ? share(String(Number(text.slice(0, -1)) / 100)) : share(text)

/** `1.5,3.2`: times in a film. */
export function seconds(text: string): number[] {
  const times = list(text).map(Number)
  if (times.length === 0 || times.some((t) => !(t >= 0)))
    throw new InvalidArgumentError('Write times in seconds, as in 1.5,3.2.')
  return times
}
