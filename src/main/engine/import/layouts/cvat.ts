import { using } from '../../../dicom/Bytes.ts'
import type { Source } from '../found/Source.ts'
import { framesOfFiles } from './framesOfFiles.ts'
import type { Layout } from './Layout.ts'
import { placed } from './placed.ts'

/**
 * "CVAT for images 1.1": an XML file with polygons, boxes and masks, `annotations.xml` or whatever it was renamed to,
 * beside the images or over `images/`.
 */
export const cvatLayout: Layout = {
  name: 'cvat',
  recognises: async (source) => (await framesIn(source)).length > 0,
  find: async (source, options) => placed(source, await framesIn(source), options.groupBy),
}

const framesIn = (source: Source) =>
  framesOfFiles(source, {
    format: 'cvat',
    isOne: async (path) => path.toLowerCase().endsWith('.xml') && (await beginsAsCvat(path)),
  })

/** So many bytes hold the first element; a licence or a comment may stand before it. */
const HEAD = 4096

/** Whether an XML file begins with CVAT's element, and not with another program's of one picture. */
async function beginsAsCvat(path: string): Promise<boolean> {
  const head = Buffer.alloc(HEAD)
  await using(path, (file) => file.read(head, 0, HEAD, 0)).catch(() => {})
  return /<annotations[\s>]/.test(head.toString('utf8').replaceAll('\0', ''))
}
