import type { OpenStudy } from '../study/OpenStudy.ts'

/** Frames that are asked about at a time. */
const AT_A_TIME = 500

/**
 * Of the labels that a round learned from, by frame with the first digits of their hash, how many held each class: masks
 * are never overwritten, so that they are all there still.
 */
export async function heldClasses(
  { store: { db } }: OpenStudy,
  learned: Readonly<Record<string, string>>,
  classes: number,
): Promise<number[]> {
  const held = new Array<number>(classes).fill(0)
  const frames = Object.keys(learned).map(Number)
  for (let from = 0; from < frames.length; from += AT_A_TIME) {
    const rows = await db
      .selectFrom('layer')
      .innerJoin('revision', 'revision.layer_id', 'layer.id')
      .select(['layer.frame_id as frame', 'revision.sha256', 'revision.areas'])
      .where('layer.frame_id', 'in', frames.slice(from, from + AT_A_TIME))
      .where('layer.kind', '!=', 'model')
      .execute()
    const found = new Map(
      rows
        .filter(({ frame, sha256 }) => sha256.startsWith(learned[String(frame)] ?? '-'))
        .map(({ frame, areas }) => [frame, areas]),
    )
    for (const areas of found.values())
      for (const [c, pixels] of (JSON.parse(areas) as number[]).entries())
        if (pixels > 0 && c < classes) held[c] = (held[c] ?? 0) + 1
  }
  return held
}
