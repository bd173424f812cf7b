import type { ImportSurvey } from '../../../shared/contract/bring.ts'
import type { FrameToPlace } from '../../../shared/domain/patientsToPlace.ts'

/** Frames that show one patient, by their places in the survey. */
export interface PatientGroup {
  readonly name: string
  readonly frames: readonly number[]
}

type Way = ImportSurvey['ways'][number]

/** The groups of one of the survey's ways. */
export function groupsOf({ names, of }: Way): PatientGroup[] {
  const frames = names.map((): number[] => [])
  for (const [frame, group] of of.entries()) frames[group]?.push(frame)
  return names.map((name, i) => ({ name, frames: frames[i] ?? [] }))
}

/** The chosen groups as one, under the name of the first. */
export function joined(groups: readonly PatientGroup[], chosen: ReadonlySet<string>): PatientGroup[] {
  const together = groups.filter(({ name }) => chosen.has(name))
  const [first] = together
  if (!first) return [...groups]
  const frames = together.flatMap((group) => group.frames).sort((a, b) => a - b)
  return groups.flatMap((group) => {
    if (group === first) return [{ name: first.name, frames }]
    return chosen.has(group.name) ? [] : [group]
  })
}

/** The chosen frames of a group as a patient of their own, after it. */
export function parted(
  groups: readonly PatientGroup[],
  from: string,
  chosen: ReadonlySet<number>,
): PatientGroup[] {
  return groups.flatMap((group) => {
    const out = group.frames.filter((frame) => chosen.has(frame))
    if (group.name !== from || out.length === 0 || out.length === group.frames.length) return [group]
    const rest = group.frames.filter((frame) => !chosen.has(frame))
    return [
      { name: from, frames: rest },
      { name: freeName(groups, from), frames: out },
    ]
  })
}

/** Every frame of a group as a patient of its own. */
export function apart(groups: readonly PatientGroup[], from: string): PatientGroup[] {
  const taken = [...groups]
  return groups.flatMap((group) => {
    if (group.name !== from) return [group]
    return group.frames.map((frame, i) => {
      const own = { name: i === 0 ? from : freeName(taken, from), frames: [frame] }
      taken.push(own)
      return own
    })
  })
}

/** A group under another name; a name that is taken changes nothing. */
export function renamedTo(groups: readonly PatientGroup[], from: string, to: string): PatientGroup[] {
  const name = to.trim()
  if (name === '' || groups.some((group) => group.name === name)) return [...groups]
  return groups.map((group) => (group.name === from ? { ...group, name } : group))
}

function freeName(groups: readonly PatientGroup[], name: string): string {
  const taken = new Set(groups.map((group) => group.name))
  let n = 2
  while (taken.has(`${name} (${n})`)) n++
  return `${name} (${n})`
}

/** The frames of an import as its splits are dealt out by, group after group. */
export const framesToPlace = (
  { frames }: Pick<ImportSurvey, 'frames'>,
  groups: readonly PatientGroup[],
): FrameToPlace[] =>
  groups.flatMap(({ name, frames: own }) =>
    own.map((i) => ({
      patient: name,
      path: frames[i]?.key ?? '',
      masked: frames[i]?.masked ?? false,
      split: frames[i]?.split ?? null,
    })),
  )
