import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { shuffled, streamFor } from '../../../shared/domain/random.ts'
import { countOf, type Sides, type SidesOf } from './division.ts'
import { type ExperimentFrame, framesOf } from './frames.ts'
import type { ExperimentPlan } from './plan.ts'

/** An image and its mask as a list has them, relative to the data's folder. */
interface Listed {
  readonly image: string
  readonly mask: string
  /** Path of the list. */
  readonly list: string
}

/** What the lists of one share say. */
interface Lists {
  readonly labelled: readonly Listed[]
  readonly unlabelled: readonly Listed[]
  readonly test: readonly Listed[]
}

/**
 * The public code's split: `val.txt` has the test frames, `10/labeled.txt` and `10/unlabeled.txt` those of 10 %, each
 * line an image and its mask relative to `data` (METHODS §0). Seeds divide nothing then, but the validation frames,
 * which are drawn from the unlabelled ones. Fails WRONG_USAGE and FOLDER_UNREADABLE where the lists are no split.
 */
export async function listedSides(plan: ExperimentPlan & { readonly splitFiles: string }): Promise<SidesOf> {
  const byShare = new Map<string, Lists>()
  for (const share of plan.shares) byShare.set(share, await listsOf(plan.splitFiles, share))
  const frames = await framesListed([...byShare.values()], plan)
  return ({ labelled: share, seed }) => {
    const { labelled, unlabelled, test } = byShare.get(share) ?? { labelled: [], unlabelled: [], test: [] }
    const framesFor = (listed: readonly Listed[]) => listed.flatMap(({ image }) => frames.get(image) ?? [])
    const sides = { labelled: framesFor(labelled), unlabelled: framesFor(unlabelled), test: framesFor(test) }
    return withValidation(sides, plan.validation, seed)
  }
}

function withValidation(sides: Omit<Sides, 'validation'>, wanted: string, seed: number): Sides {
  const { test, labelled, unlabelled } = sides
  const count = countOf(wanted, unlabelled.length, '--validation')
  const held = new Set(shuffled(streamFor(seed, 'experiment-validation'), unlabelled).slice(0, count))
  return { test, validation: [...held], labelled, unlabelled: unlabelled.filter((frame) => !held.has(frame)) }
}

async function listsOf(folder: string, share: string): Promise<Lists> {
  const place = share.replace('%', '')
  if (!/^\d+$/.test(place)) throw new Failure('neitherNumberNorShare', { option: '--labelled' })
  const lists = {
    labelled: await readList(join(folder, place, 'labeled.txt')),
    unlabelled: await readList(join(folder, place, 'unlabeled.txt')),
    test: await readList(join(folder, 'val.txt')),
  }
  mustBeApart(lists)
  return lists
}

/** Nobody is learned from as labelled and as unlabelled, nor judged on after it was learned from. */
function mustBeApart({ labelled, unlabelled, test }: Lists): void {
  const seen = new Map(labelled.map(({ image, list }) => [image, list]))
  for (const side of [unlabelled, test]) {
    for (const { image, list } of side) {
      const first = seen.get(image)
      if (first !== undefined) throw new Failure('splitImageTwice', { image, first, second: list })
    }
    for (const { image, list } of side) seen.set(image, list)
  }
}

async function readList(list: string): Promise<Listed[]> {
  const text = await readFile(list, 'utf8').catch((error: unknown) => {
    throw new Failure('splitListMissing', { list }, error)
  })
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length === 0) throw new Failure('splitListEmpty', { list })
  return lines.map((line) => {
    const [image = '', mask, ...more] = line.trim().split(/\s+/)
    if (mask === undefined || more.length > 0) throw new Failure('splitLineNoPair', { list, line })
    return { image, mask, list }
  })
}

/** All that are listed, each read once. Fails where one is not there, or cannot be read. */
async function framesListed(
  lists: readonly Lists[],
  plan: ExperimentPlan,
): Promise<Map<string, ExperimentFrame>> {
  const all = new Map(
    lists
      .flatMap(({ labelled, unlabelled, test }) => [...labelled, ...unlabelled, ...test])
      .map((listed) => [listed.image, listed]),
  )
  for (const { image, mask, list } of all.values())
    for (const path of [image, mask])
      await access(join(plan.data, path)).catch((error: unknown) => {
        throw new Failure('splitImageMissing', { list, image: path, folder: plan.data }, error)
      })
  // The lists know no patients: each image stands for itself.
  const found = [...all.values()].map(({ image, mask }) => {
    const path = join(plan.data, image)
    return { path, patient: image, examination: '', place: 0, mask: { path: join(plan.data, mask) } }
  })
  const read = new Map((await framesOf(found, plan)).map((frame) => [frame.path, frame]))
  return new Map(
    [...all.values()].map(({ image, list }) => {
      const frame = read.get(join(plan.data, image))
      if (!frame) throw new Failure('splitImageUnreadable', { list, image })
      return [image, frame]
    }),
  )
}
