import type * as z from 'zod'
import { type Random, whole } from '../../src/shared/domain/random.ts'

/** A value that means something at a place of a schema, by the names that lead there; undefined where any will do. */
export type Known = (way: readonly string[], random: Random) => unknown

export const pick = <T>(random: Random, values: readonly T[]): T =>
  values[whole(random, 0, values.length - 1)] as T

/** A value as the schema has it, most of the time: what it refuses beyond its form is for the caller to see. */
export function madeBy(
  schema: z.core.$ZodType,
  random: Random,
  known: Known,
  way: readonly string[] = [],
): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod
  const inner = (type: z.core.$ZodType, key?: string) =>
    madeBy(type, random, known, key === undefined ? way : [...way, key])
  const given = ['object', 'optional', 'nullable', 'default'].includes(def.type)
    ? undefined
    : known(way, random)
  if (given !== undefined) return given
  switch (def.type) {
    case 'object': {
      const entries = Object.entries(def.shape).map(([key, type]) => [key, inner(type, key)] as const)
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
    }
    case 'optional':
    case 'default':
      return random() < 0.6 ? undefined : inner(def.innerType)
    case 'nullable':
      return random() < 0.3 ? null : inner(def.innerType)
    case 'array': {
      const [least, most] = limits(def.checks)
      const length = whole(random, least ?? 0, Math.min(most ?? 4, (least ?? 0) + 4))
      return Array.from({ length }, () => inner(def.element))
    }
    case 'record':
      return Object.fromEntries(
        Array.from({ length: whole(random, 0, 3) }, (_, n) => [`key-${n}`, inner(def.valueType)]),
      )
    case 'union':
      return inner(pick(random, def.options))
    case 'enum':
      return pick(random, Object.values(def.entries))
    case 'literal':
      return pick(random, def.values)
    case 'boolean':
      return random() < 0.5
    case 'number': {
      const [least, most] = limits(def.checks)
      return whole(random, least ?? 0, Math.min(most ?? 60, (least ?? 0) + 60))
    }
    case 'string':
      return stringOf(random, 'format' in def ? String(def.format) : '')
    default:
      throw new Error(`No values are made for ${def.type} (${way.join('.')}).`)
  }
}

/** The least and the most that checks of a length or a size allow. */
function limits(
  checks: readonly z.core.$ZodCheck<never>[] = [],
): [least: number | undefined, most: number | undefined] {
  let [least, most]: [number | undefined, number | undefined] = [undefined, undefined]
  for (const { _zod } of checks) {
    const def = _zod.def as { check: string; minimum?: number; maximum?: number; value?: number }
    if (def.check === 'min_length') least = def.minimum
    if (def.check === 'max_length') most = def.maximum
    if (def.check === 'greater_than') least = def.value
    if (def.check === 'less_than') most = def.value
  }
  return [least, most]
}

const WORDS = [
  'P1',
  'lesion',
  'frame-01',
  'é¹中',
  '<img src=x onerror=alert(1)>',
  "'; DROP TABLE frame; --",
  '%',
  '=1+1',
]

const stringOf = (random: Random, format: string): string =>
  format === 'date' ? pick(random, ['2024-02-29', '1999-12-31', '2026-11-26']) : pick(random, WORDS)

/** What no schema asks for anywhere, or is at the edge of what it may. No text is an absolute path. */
const STRANGE: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0.5,
  () => 1e308,
  () => 2 ** 53,
  () => -(2 ** 31) - 1,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => '',
  () => ' ',
  () => 'x'.repeat(5000),
  () => 'a\0b',
  () => '../../etc/passwd',
  () => '\ud800',
  () => '\r\n\u202e\ufeff',
  () => '[object Object]',
  () => [],
  () => [[[[]]]],
  () => Array(6000).fill(1),
  () => ({}),
  () => JSON.parse('{"__proto__":{"admin":true},"constructor":1}'),
  () => 12n,
  () => new Date(Number.NaN),
  () => new Map([['a', 1]]),
  () => new Set([1]),
  () => new URL('http://evil.example'),
  () => /^(a+)+$/,
]

/** The same value with one thing in it that is strange, too much, or missing. */
export function spoiled(value: unknown, random: Random): unknown {
  const strange = pick(random, STRANGE)()
  if (typeof value !== 'object' || value === null || random() < 0.1) return strange
  const keys = Object.keys(value)
  const key = random() < 0.1 || keys.length === 0 ? 'unasked' : pick(random, keys)
  if (Array.isArray(value)) {
    if (value.length === 0) return strange
    return value.map((v: unknown, i) =>
      String(i) === key ? (random() < 0.5 ? spoiled(v, random) : strange) : v,
    )
  }
  const { [key]: old, ...rest } = value as Record<string, unknown>
  if (random() < 0.15) return rest
  return { ...rest, [key]: typeof old === 'object' && random() < 0.6 ? spoiled(old, random) : strange }
}
