import { writeFileSync } from 'node:fs'
import { format, isDeepStrictEqual } from 'node:util'

/**
 * What `tests/golden` takes from Vitest, for a Node that Vitest does not run on: bundled in its place, it runs what the
 * file registered and writes what came out to the path of the first argument. A matcher that is missing fails the case.
 */

/** How a case ended; `nearest` is the largest part of an allowed difference that one of its figures took. */
export interface Outcome {
  readonly name: string
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly nearest: number
  readonly error?: string
}

// Rows and their types are checked where Vitest stands; here they only pass through.
type Body = (...values: unknown[]) => unknown
type Register = (name: string, body: Body, skipped: boolean) => void
interface Registering {
  (name: string, body: Body): void
  skipIf(holds: boolean): Registering
  each(rows: readonly unknown[]): (name: string, body: Body) => void
}

const cases: { readonly name: string; readonly body: Body; readonly skipped: boolean }[] = []
let [around, isLeftOut]: [readonly string[], boolean] = [[], false]
let nearest = 0

/** A row's title: `%s` and the like by position, `$key` by name. */
function titled(name: string, values: readonly unknown[]): string {
  const [first] = values
  const filled = name.replace(/\$(\w+)/g, (_, key: string) => String((first as Record<string, unknown>)[key]))
  return format(filled, ...values.slice(0, filled.match(/%[sdifj]/g)?.length ?? 0))
}

function registering(register: Register, skipped = false): Registering {
  const one = (name: string, body: Body) => register(name, body, skipped)
  return Object.assign(one, {
    skipIf: (holds: boolean) => registering(register, skipped || holds),
    each: (rows: readonly unknown[]) => (name: string, body: Body) => {
      for (const row of rows) {
        const values: readonly unknown[] = Array.isArray(row) ? row : [row]
        register(titled(name, values), () => body(...values), skipped)
      }
    },
  })
}

export const it = registering((name, body, skipped) => {
  if (cases.length === 0) setImmediate(() => void runAll())
  cases.push({ name: [...around, name].join(' > '), body, skipped: skipped || isLeftOut })
})

export const describe = registering((name, body, skipped) => {
  const before = [around, isLeftOut] as const
  ;[around, isLeftOut] = [[...around, name], isLeftOut || skipped]
  body()
  ;[around, isLeftOut] = before
})

function must(holds: boolean, found: unknown, what: string, wanted: unknown): void {
  if (!holds) throw new Error(`${JSON.stringify(found)} is not ${what} ${JSON.stringify(wanted)}`)
}

export const expect = (found: unknown) => ({
  toBe: (wanted: unknown) => must(Object.is(found, wanted), found, 'exactly', wanted),
  toEqual: (wanted: unknown) => must(isDeepStrictEqual(found, wanted), found, 'equal to', wanted),
  toContain: (wanted: unknown) => must((found as unknown[]).includes(wanted), found, 'a list with', wanted),
  toHaveLength: (wanted: number) =>
    must((found as unknown[]).length === wanted, (found as unknown[]).length, 'the length', wanted),
  toBeLessThan: (limit: number) => {
    must(typeof found === 'number' && found < limit, found, 'less than', limit)
    nearest = Math.max(nearest, Number(found) / limit)
  },
})

type Exports = Readonly<Record<string, unknown>>
type Original = () => Promise<Exports>
interface Mocked {
  readonly path: string
  readonly original: Original
}

const mocks = new Map<string, () => unknown>()
const made = new Map<string, Exports>()

/** `mockedModules.ts` writes the first argument anew: which module it is, and how to have the real one. */
export const vi = {
  hoisted: <T>(make: () => T) => make(),
  mock: ({ path, original }: Mocked, make: (original: Original) => unknown) => {
    mocks.set(path, () => make(original))
  },
}

/** What a module exports under a name now: the file's stand-in for it, else its own. */
export const standingFor = (path: string, real: Exports) => (name: string) =>
  made.get(path)?.[name] ?? real[name]

async function runAll(): Promise<void> {
  for (const [path, make] of mocks) made.set(path, (await make()) as Exports)
  const outcomes: Outcome[] = []
  for (const one of cases) outcomes.push(one.skipped ? left(one.name) : await outcomeOf(one.name, one.body))
  writeFileSync(String(process.argv[2]), JSON.stringify(outcomes))
}

const left = (name: string): Outcome => ({ name, state: 'skipped', nearest: 0 })

async function outcomeOf(name: string, body: Body): Promise<Outcome> {
  nearest = 0
  try {
    await body()
    return { name, state: 'passed', nearest }
  } catch (error) {
    return { name, state: 'failed', nearest, error: String(error) }
  }
}
