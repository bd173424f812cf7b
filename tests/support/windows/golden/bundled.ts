import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'vite'
// @ts-expect-error: a script of the build, which has no types
import { watModules } from '../../../../build/watModules.mjs'
import { drawn, fixture } from '../../../golden/resNet50.ts'
import { golden, project } from '../../places.ts'
import { torchFile } from '../../torchFile.ts'
import { mockedModules } from './mockedModules.ts'

const own = join(project, 'tests/golden')
const beside = (name: string) => join(import.meta.dirname, name)

/**
 * Lays `tests/golden` out below `folder`, as CommonJS that plain Node runs, with all vectors; returns the names of its files.
 * Packages with libraries of the system's are those that lie there in `node_modules`.
 */
export async function bundledGolden(folder: string): Promise<readonly string[]> {
  const tests = readdirSync(own).filter((name) => name.endsWith('.test.ts'))
  const place = join(folder, 'tests/golden')
  mkdirSync(place, { recursive: true })
  await bundle(
    tests.map((name) => join(own, name)),
    place,
  )
  cpSync(join(own, 'agreement.json'), join(place, 'agreement.json'))
  cpSync(join(own, 'steps'), join(place, 'steps'), { recursive: true })
  cpSync(golden, join(folder, 'vectors'), { recursive: true })
  writeFileSync(join(folder, 'resnet50.pth'), checkpoint())
  return tests.map((name) => basename(name, '.test.ts'))
}

async function bundle(tests: readonly string[], outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: project,
    logLevel: 'error',
    plugins: [mockedModules(tests), watModules()],
    resolve: {
      alias: [
        { find: 'vitest', replacement: beside('vitest.ts') },
        { find: /^.*\/support\/torchFile\.ts$/, replacement: beside('torchFile.ts') },
      ],
    },
    ssr: { noExternal: true, external: ['sharp', '@tensorflow/tfjs-node-gpu'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      rollupOptions: {
        input: Object.fromEntries(tests.map((path) => [basename(path, '.test.ts'), path])),
        // All in one folder: they look for vectors from where they lie.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].part.cjs' },
      },
    },
  })
}

/** What `resNet50.test.ts` has Python pickle. */
function checkpoint(): Buffer {
  const named = [...drawn(fixture())].map(([name, tensor]) => [`module.${name}`, tensor] as const)
  return torchFile({ form: 'zip', tables: { model: new Map(named) } })
}
