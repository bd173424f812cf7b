import type { OpenStudy } from '../study/OpenStudy.ts'

/** What the library's filters can be set to. */
export async function choices({ store: { db } }: OpenStudy) {
  const tags = await db
    .selectFrom('tag')
    .innerJoin('frame_tag', 'frame_tag.tag_id', 'tag.id')
    .innerJoin('frame', 'frame.id', 'frame_tag.frame_id')
    .where('frame.hidden', '=', 0)
    .select((eb) => ['tag.name', eb.fn.countAll<number>().as('frames')])
    .groupBy('tag.id')
    .orderBy('tag.name')
    .execute()
  const devices = await db.selectFrom('device').selectAll().orderBy('name').execute()
  const readers = await db
    .selectFrom('layer')
    .select('author')
    .distinct()
    .where('kind', '=', 'reader')
    .orderBy('author')
    .execute()
  const assigned = await db.selectFrom('assignment').select('reader').distinct().orderBy('reader').execute()
  return {
    tags,
    devices,
    readers: readers.map((r) => r.author),
    assigned: assigned.map(({ reader }) => reader),
  }
}

/** A frame's note and tags. */
export async function marksOf({ store: { db } }: OpenStudy, frame: number) {
  const note = await db.selectFrom('note').select('text').where('frame_id', '=', frame).executeTakeFirst()
  const tags = await db
    .selectFrom('frame_tag')
    .innerJoin('tag', 'tag.id', 'frame_tag.tag_id')
    .select('tag.name')
    .where('frame_tag.frame_id', '=', frame)
    .orderBy('tag.name')
    .execute()
  return { note: note?.text ?? '', tags: tags.map((t) => t.name) }
}
