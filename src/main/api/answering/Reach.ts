import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Actor } from '../../../shared/domain/actor.ts'

/** What of the engine's machine can be reached over a connection. */
export interface Reach {
  /** Whoever sits at the machine, or somebody on the network. */
  readonly from: 'local' | 'network'
  /** Real paths of the folders that can be reached over the network; one that sits at the machine is not asked. */
  readonly roots: readonly string[]
  /** SHA-256 of the certificate that the connection shows, as AB:CD…; null where it shows none. */
  readonly fingerprint: string | null
}

/** Who wants to reach a place, and what can be reached from there. */
export interface Reaching {
  readonly reach: Reach
  readonly actor: Actor
}

/** Of a connection that comes from the machine itself. */
export const here: Reach = { from: 'local', roots: [], fingerprint: null }

/**
 * The one place that says whether a path may be reached: every operation that is told one asks here, and goes on with the
 * path that comes back. Over the network that is where the path really leads, with every link on it followed, so that
 * no link leads out of the folders and none is followed afterwards; and it takes the right to look around on the machine.
 * Fails NOT_ALLOWED.
 */
export async function reached({ reach, actor }: Reaching, path: string): Promise<string> {
  const { from, roots } = reach
  if (from === 'local') return path
  if (!actor.rights.includes('machine')) throw new Failure('notAllowed')
  mustHaveRoots(roots)
  const place = await leadsTo(resolve(path))
  if (place === null || !roots.some((root) => isWithin(root, place)))
    throw new Failure('outsideRoots', { roots: [...roots] })
  return place
}

/** The same of several paths. */
export const allReached = (who: Reaching, paths: readonly string[]): Promise<string[]> =>
  Promise.all(paths.map((path) => reached(who, path)))

/** For what nobody does over the network, whatever their rights. Fails NOT_ALLOWED. */
export function mustBeHere({ from }: Reach): void {
  if (from === 'network') throw new Failure('notOverNetwork')
}

/** Fails NOT_ALLOWED where nothing of the machine is reached. */
export function mustHaveRoots(roots: readonly string[]): void {
  if (roots.length === 0) throw new Failure('noRoots')
}

/**
 * Where a path leads, also one whose end is still to be made; null where that cannot be told, as of a link that leads
 * nowhere: whoever writes there would follow it.
 */
async function leadsTo(path: string): Promise<string | null> {
  try {
    return await realpath(path)
  } catch (error) {
    const isMissing = (error as { code?: string }).code === 'ENOENT' && !(await isThere(path))
    if (!isMissing || dirname(path) === path) return null
    const above = await leadsTo(dirname(path))
    return above === null ? null : join(above, basename(path))
  }
}

/** Whether anything lies there, be it a link that leads nowhere. */
const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  )

const isWithin = (root: string, place: string) =>
  place === root || place.startsWith(root.endsWith(sep) ? root : root + sep)
