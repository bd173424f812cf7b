import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { project } from '../../support/places.ts'

/** What `npm test` would say of these skipped tests on a machine with such an environment. */
function said(skipped: readonly { file: string; name: string }[], environment: Record<string, string>) {
  const program = `
    import { linesOf } from ${JSON.stringify(join(project, 'build/skipped.mjs'))}
    const skipped = ${JSON.stringify(skipped.map(({ file, name }) => ({ file: join(project, file), name })))}
    process.stdout.write(JSON.stringify(linesOf(skipped)))`
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  })
  return JSON.parse(out) as string[]
}

it('says once for each thing that is missing what waits for it and what brings it', () => {
  const electron = 'tests/e2e/electron.test.ts'
  const codecs = 'tests/integration/codecs.test.ts'
  const lines = said(
    [
      { file: electron, name: 'opens' },
      { file: electron, name: 'paints' },
      { file: codecs, name: 'agrees' },
    ],
    { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere', LOCO_ORACLE_PYTHON: '/nowhere/python3' },
  )
  expect(lines[0]).toMatch(
    /^skipped 2 for want of Electron \(tests\/e2e\/electron\.test\.ts\): set ELECTRON_OVERRIDE_DIST_PATH/,
  )
  expect(lines[1]).toBe(
    `skipped 1 for want of Python with skimage, scipy, pycocotools (${codecs}): set LOCO_ORACLE_PYTHON to a Python that has them`,
  )
  expect(lines).toHaveLength(2)
})

it('names a test that waits for nothing it knows', () => {
  const file = 'tests/unit/main/engine/import/splits.test.ts'
  expect(said([{ file, name: 'the one' }], {})).toEqual(['skipped: the one (its file says when it runs)'])
})
