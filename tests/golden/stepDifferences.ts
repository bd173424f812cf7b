import type { Measured, Measures, StepFixture } from './stepRecipe.ts'

/** What two steps may differ by. */
const SHARE = 1e-3
/** Of a tensor's norm: what its sum, and one value of it, may be off where they are small. */
const SUM_NOISE = 1e-4
const VALUE_NOISE = 1e-6

type Taken = Pick<StepFixture, 'terms' | 'changes' | 'statistics' | 'teacher'>

/** Where a step of ours is not PyTorch's, in words; none where it is. */
export function differences(ours: Taken, theirs: Taken): string[] {
  const found: string[] = []
  const names = new Set([...Object.keys(ours.terms), ...Object.keys(theirs.terms)])
  for (const name of names) {
    const [a, b] = [ours.terms[name], theirs.terms[name]]
    if (a === undefined || b === undefined || Math.abs(a - b) > SHARE * Math.abs(b))
      found.push(`term ${name}: ${a}, not ${b}`)
  }
  found.push(...apart('change', ours.changes, theirs.changes))
  found.push(...apart('statistics', ours.statistics, theirs.statistics))
  if (!ours.teacher !== !theirs.teacher) found.push(`teacher: ${ours.teacher ? 'one' : 'none'}`)
  if (ours.teacher && theirs.teacher) {
    found.push(...apart("teacher's", ours.teacher.parameters, theirs.teacher.parameters))
    found.push(...apart("teacher's statistics", ours.teacher.statistics, theirs.teacher.statistics))
  }
  return found
}

function apart(what: string, ours: Measured, theirs: Measured): string[] {
  const rows = (all: Measured) => [...Object.entries(all.net), ...all.added.entries()]
  const known = new Map<string | number, Measures>(rows(ours))
  const expected = rows(theirs)
  const missing = known.size === expected.length ? [] : [`${what}: ${known.size} tensors`]
  const different = expected.flatMap(([name, measures]) => {
    const own = known.get(name)
    if (own && isNear(own, measures)) return []
    return [`${what} of ${name}: ${own?.join(' ')}, not ${measures.join(' ')}`]
  })
  return [...missing, ...different]
}

function isNear(own: Measures, [norm, sum, middle]: Measures): boolean {
  const within = (a: number, b: number, noise: number) =>
    Math.abs(a - b) <= SHARE * Math.abs(b) + noise * norm
  return within(own[0], norm, 0) && within(own[1], sum, SUM_NOISE) && within(own[2], middle, VALUE_NOISE)
}
