import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where a worker thread's code lies: beside `asker` in the sources, among the entries in the built bundle. */
export function workerFile(name: string, asker: string): string {
  const places = [`./${name}.ts`, `./${name}.js`, `../${name}.js`]
  const files = places.map((place) => fileURLToPath(new URL(place, asker)))
  const found = files.find((file) => existsSync(file))
  if (!found) throw new Error(`The build lacks ${name}.js; run "npm run setup" once.`)
  return found
}
