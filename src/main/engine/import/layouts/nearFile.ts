import { join } from 'node:path'
import type { Source } from '../found/Source.ts'

/**
 * What an image's name in a file of annotations is to be read as, where that file lies in `folder`, seen from the source:
 * beside it with the folders that it names; else as it stands; and at last, where that says too little, beside it without.
 */
export function nearFile(source: Source, folder: string): (image: string) => string {
  return (image) => {
    const parts = image.replaceAll('\\', '/').split('/')
    const beside = join(folder, ...parts)
    if (source.names(beside)) return beside
    const bare = join(folder, parts.at(-1) ?? '')
    return typeof source.named(image) !== 'string' && source.names(bare) ? bare : image
  }
}
