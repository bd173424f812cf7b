import { dirname } from 'node:path'
import type { ImportSurvey } from '../../../shared/contract/bring.ts'
import { groupsAlike } from '../../../shared/domain/groupsAlike.ts'
import { paired } from '../../../shared/domain/paired.ts'
import { folderWithin } from './found/folderWithin.ts'
import type { Found } from './found/Incoming.ts'
import { inOrder } from './found/inOrder.ts'
import { stemOf } from './found/listFiles.ts'
import { areGeneral, groupsByName } from './found/nameGroups.ts'
import { refusalOf } from './found/refusalOf.ts'
import { lookAt } from './images/look.ts'
import { openedOf } from './images/readImage.ts'
import { weightOf, whileHeld } from './images/weight.ts'

type Way = ImportSurvey['ways'][number]

/** Up to so many frames are compared unasked. */
const COMPARED = 400

/**
 * The ways to tell which frames show one patient, the most trustworthy first: what the files say, their folders,
 * their names, their likeness; at last, each frame for itself.
 */
export async function waysToGroup(
  found: readonly Found[],
  shown: readonly string[],
  { alike, signal }: { alike: boolean; signal: AbortSignal | undefined },
): Promise<Way[]> {
  const told = toldBy(found)
  const ways: Way[] = []
  if (told) ways.push(wayOf(told, shown))
  if (told === 'header') return ways
  const folders = found.map(({ key = '' }) => folderWithin(dirname(key) === '.' ? '' : dirname(key)))
  const distinct = [...new Set(folders)]
  const general = areGeneral(distinct)
  const byFolder =
    distinct.length > 1
      ? [
          wayOf(
            'folder',
            paired(folders, shown).map(([inside, patient]) => inside || patient),
          ),
        ]
      : []
  if (!general) ways.push(...byFolder)
  const names = groupsByName(found.map(({ key = '' }) => stemOf(key)))
  if (names) ways.push(wayOf('name', names))
  if (alike || (ways.length === 0 && found.length <= COMPARED)) {
    const likely = await alikeAmong(found, signal)
    if (likely) ways.push(wayOf('alike', likely))
  }
  ways.push(wayOf('file', namesOfFiles(found)))
  if (general) ways.push(...byFolder)
  return ways.filter(({ kind }, i) => ways.findIndex((way) => way.kind === kind) === i)
}

/** What told the patients of most frames; undefined where nothing did. */
function toldBy(found: readonly Found[]): 'manifest' | 'header' | 'film' | 'pattern' | undefined {
  for (const kind of ['header', 'manifest', 'film', 'pattern'] as const)
    if (2 * found.filter(({ told }) => told === kind).length >= found.length) return kind
  return undefined
}

function wayOf(kind: Way['kind'], groups: readonly string[]): Way {
  const places = new Map<string, number>()
  const of = groups.map((group) => {
    const place = places.get(group) ?? places.size
    places.set(group, place)
    return place
  })
  return { kind, names: [...places.keys()], of }
}

/** The names of files; with their folder where two share a name. */
function namesOfFiles(found: readonly Found[]): string[] {
  const stems = found.map(({ key = '' }) => stemOf(key))
  const unique = new Set(stems).size === stems.length
  return unique ? stems : found.map(({ key = '' }) => key)
}

/** Frames that look almost alike under the name of the first; undefined where no two do. */
async function alikeAmong(
  found: readonly Found[],
  signal: AbortSignal | undefined,
): Promise<string[] | undefined> {
  const rows: { id: number; likeness: string }[] = []
  let id = 0
  for await (const likeness of inOrder(found, 8, likenessOf)) {
    signal?.throwIfAborted()
    if (likeness !== undefined) rows.push({ id, likeness })
    id++
  }
  const groups = groupsAlike(rows)
  if (groups.length === 0) return undefined
  const names = namesOfFiles(found)
  for (const [first, ...others] of groups) {
    const name = first === undefined ? undefined : names[first]
    if (name !== undefined) for (const place of others) names[place] = name
  }
  return names
}

async function likenessOf(item: Found): Promise<string | undefined> {
  try {
    return await whileHeld(weightOf(item, {}), async () => (await lookAt(await openedOf(item))).likeness)
  } catch (error) {
    refusalOf(error)
    return undefined
  }
}
