import { basename } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import type { StudyInfo } from '../../../shared/contract/study.ts'
import { classesNamed, type LabelClass } from '../../../shared/domain/labelClass.ts'
import type { Session } from '../Session.ts'
import { readOriginal } from '../store/frameFiles.ts'
import { createStore, openStore, type Store } from '../store/openStore.ts'
import { failureOf } from '../store/sqliteFailure.ts'
import { calibrate } from './besides.ts'
import { choices, marksOf } from './choices.ts'
import { frame, freeze, nextOpen, page } from './frameRows.ts'
import { addTag, assign, hide, link, removeTag, setModality, undoBulk, writeNote } from './marks.ts'
import { nearDuplicates } from './nearDuplicates.ts'
import { countBySplit, overview, patients } from './overview.ts'
import { listSearches, removeSearch, saveSearch } from './searches.ts'
import { boundThumbnails } from './thumbnailCache.ts'
import { makeThumbnail, THUMBNAIL_SIDE, thumbnailOf, thumbnailPath } from './thumbnails.ts'

/** The study's patients and frames: what there is, in which order, and how it looks. */
export const CatalogueService = {
  createStudy,
  openStudy,
  info,
  freeze,
  page,
  frame,
  nextOpen,
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

/** Makes an empty study whose masks have these classes; the first is what is not painted. */
async function createStudy(folder: string, classNames: readonly string[]): Promise<Store> {
  const store = await createStore(folder)
  const values = [
    { key: 'name', value: basename(folder) },
    { key: 'classes', value: JSON.stringify(classesNamed(classNames)) },
    { key: 'created', value: new Date().toISOString() },
  ]
  await store.db.insertInto('setting').values(values).execute()
  return store
}

/** Opens a study and reads what every service needs of it. */
async function openStudy(folder: string): Promise<{ store: Store; name: string; classes: LabelClass[] }> {
  const store = await openStore(folder)
  try {
    const settings = new Map(
      (await store.db.selectFrom('setting').selectAll().execute()).map((s) => [s.key, s.value]),
    )
    const classes = JSON.parse(settings.get('classes') ?? '[]') as LabelClass[]
    return { store, name: settings.get('name') ?? basename(folder), classes }
  } catch (error) {
    await store.close()
    throw failureOf(error)
  }
}

async function info({ store, name, classes, index }: Session): Promise<StudyInfo> {
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
  }
}

async function image({ store }: Session, id: number, size: 'full' | 'thumbnail'): Promise<Blob> {
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
