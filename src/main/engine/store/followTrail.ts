import type { Kysely } from 'kysely'
import { connectionOf } from './connection.ts'
import { openToLook, type Store, whyOnlyLooked } from './openStore.ts'
import type { Catalogue } from './schema.ts'
import { failureOf } from './sqliteFailure.ts'
import { Trail } from './trail/Trail.ts'
import type { Trails } from './trail/Trails.ts'

const keptBy = new WeakMap<Kysely<Catalogue>, Trails>()

/** Where this machine keeps the key and the head of a study's trail; undefined of a bare store, which none follows. */
export const trailsOf = ({ db }: { readonly db: Kysely<Catalogue> }): Trails | undefined => keptBy.get(db)

/**
 * Has all that is written to a store from now on sealed, signed and followed; before that nothing is written to it. One
 * that is only looked at is left as it is; one whose disk does not take the trail's first rows is looked at.
 */
export async function followTrail(store: Store, trails: Trails): Promise<Store> {
  keptBy.set(store.db, trails)
  if (store.readOnly !== null) return store
  try {
    const trail = new Trail(connectionOf(store), store.folder, trails)
    return {
      ...store,
      async close() {
        trail.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    const why = whyOnlyLooked(error)
    if (why === undefined) throw failureOf(error)
    return followTrail(await openToLook(store.folder, why), trails)
  }
}
