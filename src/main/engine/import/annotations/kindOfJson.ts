import { readWhole } from '../found/readWhole.ts'
import { MOST_BYTES } from './readAnnotations.ts'

/** What words each program's files cannot be without, or begin with: one that is cut short is told of, and not passed over. */
const MARKS = {
  labelStudio: [
    ['"brushlabels"', '"result"'],
    ['"data"', '"annotations"', '"result"'],
    ['"original_width"', '"result"'],
  ],
  coco: [
    ['"annotations"', '"categories"'],
    ['"annotations"', '"image_id"'],
    ['"categories"', '"image_id"'],
    ['"images"', '"file_name"'],
  ],
  labelme: [
    ['"shapes"', '"imagePath"'],
    ['"shapes"', '"shape_type"'],
    ['"shapes"', '"label"'],
  ],
} as const

export type JsonKind = keyof typeof MARKS | 'other'

/** Whose annotations a JSON file holds, by its words; what is in it is seen when it is read. */
export async function kindOfJson({ path }: { readonly path: string }): Promise<JsonKind> {
  const bytes = await readWhole(path, MOST_BYTES)
  const isOf = (kind: keyof typeof MARKS) =>
    MARKS[kind].some((words) => words.every((word) => bytes.includes(word)))
  if (isOf('labelStudio')) return 'labelStudio'
  if (isOf('labelme')) return 'labelme'
  return isOf('coco') ? 'coco' : 'other'
}
