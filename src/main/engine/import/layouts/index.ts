import { Failure } from '../../../../shared/contract/failure.ts'
import type { Source } from '../found/Source.ts'
import { cocoLayout } from './coco.ts'
import { cvatLayout } from './cvat.ts'
import { dicomLayout } from './dicom.ts'
import { fahsyuLayout } from './fahsyu.ts'
import { folderLayout } from './folder.ts'
import type { Layout } from './Layout.ts'
import { labelmeLayout } from './labelme.ts'
import { pairsLayout } from './pairs.ts'
import { videoLayout } from './video.ts'

/** Every layout there is, the more particular first. A new one is its file and a line here. */
export const layouts: readonly Layout[] = [
  cvatLayout,
  cocoLayout,
  fahsyuLayout,
  dicomLayout,
  pairsLayout,
  labelmeLayout,
  videoLayout,
  folderLayout,
]

export async function layoutFor(name: string, source: Source): Promise<Layout> {
  if (name !== 'auto') {
    const named = layouts.find((layout) => layout.name === name)
    if (named) return named
    throw new Failure('noSuchLayout', { layout: name, layouts: layouts.map((l) => l.name) })
  }
  for (const layout of layouts) if (await layout.recognises(source)) return layout
  return folderLayout
}
