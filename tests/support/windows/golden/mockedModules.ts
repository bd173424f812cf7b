import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { project } from '../../places.ts'

const MOCK = /vi\.mock\('([^']+)'/g
const FORWARD = '\0forward:'
const REAL = 'real:'

/**
 * Gives a bundle what `vi.mock` does: whoever imports a module that one of the test files mocks gets its functions by way of
 * `standingFor`, which asks at each call whether the file that runs has put something in their place.
 */
export function mockedModules(tests: readonly string[]): Plugin {
  const mocked = new Set(tests.flatMap(mockedIn))
  return {
    name: 'mocked-modules',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (source.startsWith(REAL)) return source.slice(REAL.length)
      if (importer === undefined) return null
      const found = await this.resolve(source, importer, { skipSelf: true })
      return found && mocked.has(found.id) ? `${FORWARD}${found.id}` : null
    },
    load(id) {
      return id.startsWith(FORWARD) ? forwarding(id.slice(FORWARD.length)) : null
    },
    transform(code, id) {
      if (!tests.includes(id)) return null
      return code.replace(MOCK, (_, path: string) => {
        const module = resolve(dirname(id), path)
        return `vi.mock({ path: ${JSON.stringify(nameOf(module))}, original: () => import('${REAL}${module}') }`
      })
    },
  }
}

const nameOf = (module: string) => relative(project, module)

const mockedIn = (test: string) =>
  [...readFileSync(test, 'utf8').matchAll(MOCK)].map(([, path = '']) => resolve(dirname(test), path))

function forwarding(module: string): string {
  const names = [...readFileSync(module, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)]
  const own = ([, name = '']: RegExpExecArray) =>
    `export const ${name} = typeof real.${name} === 'function' ? (...values) => now('${name}')(...values) : real.${name}`
  return [
    `import * as real from '${REAL}${module}'`,
    "import { standingFor } from 'vitest'",
    `const now = standingFor(${JSON.stringify(nameOf(module))}, real)`,
    ...names.map(own),
  ].join('\n')
}
