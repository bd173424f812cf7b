import { basename } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { StudyInfo } from '../../../shared/contract/study.ts'
import { guardedClasses } from '../../../shared/domain/guardedClasses.ts'
import { classesNamed } from '../../../shared/domain/labelClass.ts'
import type { Reason } from '../../../shared/reasons/index.ts'
import { classesOf, keepClasses } from '../store/classes.ts'
import { createStore } from '../store/createStore.ts'
import { followTrail } from '../store/followTrail.ts'
import { readOriginal } from '../store/frameFiles.ts'
import { openStore, openToLook, type Store } from '../store/openStore.ts'
import { isAcceptedOnly } from '../store/review/acceptedOnly.ts'
import { guardedIn } from '../store/review/guarded.ts'
import { setSetting, settingsOf } from '../store/settings.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import type { Trails } from '../store/trail/Trails.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'
import { calibrate } from './besides.ts'
import { choices, marksOf } from './choices.ts'
import { setClasses } from './classes.ts'
import { frame, freeze, nextExamination, nextOpen, page } from './frameRows.ts'
import { addTag, assign, hide, link, removeTag, setModality, undoBulk, writeNote } from './marks.ts'
import { NAME_IS_OWN, namedByDay, ownName, rename } from './naming.ts'
import { nearDuplicates } from './nearDuplicates.ts'
import { countBySplit, overview, patients } from './overview.ts'
import { guard, learnAccepted } from './reviewSettings.ts'
import { listSearches, removeSearch, saveSearch } from './searches.ts'
import { isSplitFrozen, setSplit } from './split.ts'
import { boundThumbnails, makeThumbnail, THUMBNAIL_SIDE, thumbnailOf, thumbnailPath } from './thumbnails.ts'

/** The study's patients and frames: what there is, in which order, and how it looks. */
export const CatalogueService = {
  createStudy,
  openStudy,
  lookAtStudy,
  info,
  rename,
  setClasses,
  guard,
  learnAccepted,
  setSplit,
  freeze,
  page,
  frame,
  nextOpen,
  nextExamination,
  patients,
  overview,
  image,
  choices,
  marksOf,
  nearDuplicates,
  calibrate,
  thumbnail: { side: THUMBNAIL_SIDE, path: thumbnailPath, make: makeThumbnail, bound: boundThumbnails },
  marks: { assign, addTag, removeTag, hide, setModality, link, writeNote, undo: undoBulk },
  searches: { list: listSearches, save: saveSearch, remove: removeSearch },
}

/**
 * Makes an empty study whose masks have these classes; the first is what is not painted. Without a name it is called
 * by the day: its folder's name may be a patient's.
 */
async function createStudy(
  folder: string,
  classNames: readonly string[],
  name: string | undefined,
): Promise<void> {
  const made = new Date()
  await createStore(folder, async (db) => {
    await setSetting(db, 'name', name ?? namedByDay(made))
    await setSetting(db, NAME_IS_OWN, '1')
    await keepClasses(db, classesNamed(classNames))
    await setSetting(db, 'created', made.toISOString())
  })
}

type Opened = Pick<OpenStudy, 'store' | 'name' | 'ownName' | 'classes'>

/** Opens a study and reads what every service needs of it. */
async function openStudy(folder: string, trails: Trails): Promise<Opened> {
  return withSettings(await followTrail(await openStore(folder), trails), folder)
}

/** The same of a study that is not to be written to, for this reason. */
async function lookAtStudy(folder: string, why: Reason, trails: Trails): Promise<Opened> {
  return withSettings(await followTrail(await openToLook(folder, why), trails), folder)
}

async function withSettings(store: Store, folder: string): Promise<Opened> {
  try {
    const settings = await settingsOf(store.db)
    const classes = await classesOf(store.db)
    const name = settings.get('name') ?? basename(folder)
    return { store, name, ownName: ownName(settings, folder), classes }
  } catch (error) {
    await store.close()
    throw failureOf(error)
  }
}

async function info({ store, name, classes, index }: OpenStudy): Promise<StudyInfo> {
  const { models } = await store.db
    .selectFrom('model')
    .select((eb) => eb.fn.countAll().as('models'))
    .executeTakeFirstOrThrow()
  const { splits, ...totals } = countBySplit(index.all)
  return {
    folder: store.folder,
    name,
    readOnly: store.readOnly,
    classes: [...classes],
    ...totals,
    models: Number(models),
    splits,
    splitFrozen: await isSplitFrozen(store.db),
    guarded: guardedClasses(classes, await guardedIn(store.db)),
    acceptedOnly: await isAcceptedOnly(store.db),
  }
}

async function image({ store }: OpenStudy, id: number, size: 'full' | 'thumbnail'): Promise<Blob> {
  const row = await store.db
    .selectFrom('frame')
    .select(['sha256', 'extension'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Failure('frameGone')
  if (size === 'thumbnail') return new Blob([await thumbnailOf(store.folder, row)], { type: 'image/jpeg' })
  const bytes = await readOriginal(store.folder, row.sha256, row.extension)
  return new Blob([new Uint8Array(bytes)], { type: mimeOf(row.extension) })
}

const mimeOf = (extension: string) => (extension === 'jpg' ? 'image/jpeg' : `image/${extension}`)
