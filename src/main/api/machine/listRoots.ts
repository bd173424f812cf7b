import { StoreService } from '../../engine/store/StoreService.ts'
import { mustHaveRoots, type Reaching, reached } from '../answering/Reach.ts'
import { listFolder } from './listFolder.ts'

type Listing = Awaited<ReturnType<typeof listFolder>>

/** Path of the place above all folders that can be reached over the network. */
const ABOVE = ''

/** The folders that can be reached over the network, as what one place holds; where there is one, what that holds. */
export async function listRoots(who: Reaching): Promise<Listing> {
  const { roots } = who.reach
  mustHaveRoots(roots)
  const [first = '', ...more] = roots
  if (more.length === 0) return listWithin(who, first)
  const folders = roots.map((path) => ({ name: path, path, isStudy: StoreService.isStudy(path) }))
  return { path: ABOVE, parent: null, isStudy: false, images: 0, files: [], folders }
}

/** What a folder holds that can be reached over the network; from the highest, no way leads further up. */
export async function listWithin(who: Reaching, path: string): Promise<Listing> {
  const listing = await listFolder(await reached(who, path))
  const { roots } = who.reach
  if (!roots.includes(listing.path)) return listing
  return { ...listing, parent: roots.length > 1 ? ABOVE : null }
}
