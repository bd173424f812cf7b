import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
// @ts-expect-error: a script of the build, which has no types
import { engineFlags as flags } from '../../build/places.mjs'
import { hasBuild, hasTensorFlow, project } from '../support/places.ts'
import { temporaryFolder, writePairs } from '../support/TestStudy.ts'

const engineFlags: readonly string[] = flags
const place = temporaryFolder()
afterAll(() => place.remove())

const built = (...args: string[]) => [...engineFlags, join(project, 'out/main/loco.js'), ...args]
/** Node as `npm start` runs it, with a file that takes every warning of it and of the processes it starts. */
const warningsIn = (file: string) => ({
  ...process.env,
  LOCO_DATA_HOME: place.path,
  NODE_REDIRECT_WARNINGS: file,
})

describe('no warning comes', () => {
  it('from source that Node runs as it is', () => {
    const source = pathToFileURL(join(project, 'src/shared/domain/mask.ts'))
    const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', `import '${source}'`])
    expect(stderr.toString()).toBe('')
  })

  it.skipIf(!hasBuild)('from the app that is served', async () => {
    const env = { ...process.env, LOCO_DATA_HOME: place.path }
    const child = spawn(process.execPath, built('serve', '--no-open', '--port', '0'), { env })
    let complaints = ''
    child.stderr.on('data', (data: Buffer) => {
      complaints += data.toString()
    })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const address = /ready: (\S+)/.exec(line.toString())?.[1] ?? ''
    const { status } = await fetch(address, { redirect: 'manual' })
    child.kill('SIGTERM')
    await once(child, 'close')
    expect({ status, complaints }).toEqual({ status: 303, complaints: '' })
  })

  it.skipIf(!hasBuild || !hasTensorFlow)(
    'from a command, its trainer or the workers that draw batches',
    async () => {
      const data = join(place.path, 'data')
      await writePairs(data, 8)
      const file = join(place.path, 'warnings')
      const rounds = [
        '--methods',
        'loco',
        '--labelled',
        '2',
        '--classes',
        '2',
        '--seeds',
        '0',
        '--steps',
        '2',
      ]
      const frames = ['--data', data, '--layout', 'pairs', '--size', '32', '--batch', '2']
      const args = built('experiment', ...frames, ...rounds, '--out', join(place.path, 'experiment'))
      const { status, stderr } = spawnSync(process.execPath, args, {
        env: warningsIn(file),
        encoding: 'utf8',
      })
      expect(status, stderr).toBe(0)
      expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe('')
    },
  )
})
