import type { Store } from '../../../src/main/engine/store/openStore.ts'

/** What a study holds that must not go: frames with their originals, and every revision of every mask. */
export async function contentOf({ db }: Store): Promise<string[]> {
  const frames = await db.selectFrom('frame').select(['sha256', 'name']).execute()
  const revisions = await db
    .selectFrom('revision')
    .innerJoin('layer', 'layer.id', 'revision.layer_id')
    .innerJoin('frame', 'frame.id', 'layer.frame_id')
    .select(['frame.sha256 as frame', 'layer.kind', 'layer.author', 'revision.number', 'revision.sha256'])
    .execute()
  return [
    ...frames.map(({ sha256, name }) => `frame ${name} ${sha256}`),
    ...revisions.map((r) => `mask ${r.frame} ${r.kind} ${r.author} ${r.number} ${r.sha256}`),
  ].sort()
}
