import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { importing } from '../support/importing.ts'
import { callIn } from '../support/me.ts'
import { project } from '../support/places.ts'
import { writePairs } from '../support/TestStudy.ts'

const here = importing(['normal', 'lesion'])
const { at } = here

async function zipOf(folder: string, path: string): Promise<void> {
  const zip = new ZipFile()
  for (const part of ['images', 'masks'])
    for (const name of readdirSync(join(folder, part)))
      zip.addFile(join(folder, part, name), `${part}/${name}`)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

beforeEach(async () => {
  await writePairs(at('data'), 40)
  await zipOf(at('data'), at('data.zip'))
})

describe('what is unpacked for an import', () => {
  it('stays as long as it is used, whoever else imports or looks meanwhile', {
    timeout: 60_000,
  }, async () => {
    await writePairs(at('other'), 3, 60)
    await zipOf(at('other'), at('other.zip'))
    let others: Promise<unknown> | undefined
    const lookAround = ({ done }: { done: number }) => {
      if (done !== 1) return
      others = Promise.all([
        here.survey(at('other.zip')),
        here.survey(at('data.zip')),
        here.bring(at('other.zip')),
      ])
    }
    const call = callIn(here.study)
    const report = await ImportService.importPaths(call, [at('data.zip')], { layout: 'auto' }, lookAround)
    expect(report.rejected).toEqual([])
    expect(report.added + report.duplicates).toBe(40)
    expect(await others).toMatchObject([{ problems: [] }, { problems: [] }, { rejected: [] }])
  })

  it('is gone at the end', async () => {
    const temporary = process.env['TMPDIR']
    mkdirSync(at('temporary'))
    process.env['TMPDIR'] = at('temporary')
    try {
      await here.bring(at('data.zip'))
    } finally {
      if (temporary === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = temporary
    }
    expect(readdirSync(at('temporary'))).toEqual([])
    expect(existsSync(at('study/cache/import'))).toBe(false)
  })
})

describe('what a killed import leaves', () => {
  it.each([
    ['in the temporary folder', undefined],
    ['below the study, where there is no other room', '/nowhere'],
  ])('%s is gone when the study is opened next, and never what is in use', async (_, temporary) => {
    const [killed, alive] = [await unpackElsewhere(temporary), await unpackElsewhere(temporary)]
    expect(killed.folder.startsWith(at('study'))).toBe(temporary !== undefined)
    killed.process.kill('SIGKILL')
    await once(killed.process, 'exit')
    expect(existsSync(join(killed.folder, 'jane-doe.dcm'))).toBe(true)
    const opensAnew = async () => {
      await here.engine.close()
      await here.engine.openStudy(at('study'))
    }
    await opensAnew()
    expect([existsSync(killed.folder), existsSync(join(alive.folder, 'jane-doe.dcm'))]).toEqual([false, true])
    alive.process.kill('SIGKILL')
    await once(alive.process, 'exit')
    await opensAnew()
    expect([existsSync(alive.folder), existsSync(at('study/cache/import'))]).toEqual([false, false])
  })
})

/** A process that has unpacked something and goes on. */
async function unpackElsewhere(temporary: string | undefined) {
  const source = join(project, 'src/main/engine/import/unpacked/Scratch.ts')
  const script = `const { Scratch } = await import(${JSON.stringify(source)})
    const { writeFileSync } = await import('node:fs')
    const folder = await new Scratch(${JSON.stringify(at('study'))}).folder(1e6)
    writeFileSync(folder + '/jane-doe.dcm', 'Jane Doe')
    console.log(folder)
    setInterval(() => {}, 1000)`
  const env = { ...process.env, ...(temporary === undefined ? {} : { TMPDIR: temporary }) }
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { process: child, folder: said.toString().trim() }
}
