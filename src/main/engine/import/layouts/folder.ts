import { placesFor } from '../grouping.ts'
import type { Layout } from './Layout.ts'
import { isImageName, listFiles } from './listFiles.ts'

/** Any folder: every image in it at any depth, without masks. */
export const folderLayout: Layout = {
  name: 'folder',
  recognises: async () => true,
  async find(folder, options) {
    const paths = (await listFiles(folder, 'any')).filter(isImageName)
    const places = await placesFor(folder, paths, options.groupBy)
    return paths.map((path, i) => ({ path, ...places[i]! }))
  },
}
