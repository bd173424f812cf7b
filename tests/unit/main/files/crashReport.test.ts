import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { crashesSince, reportsIn, writeCrash } from '../../../../src/main/files/crashReport.ts'
import { Crashes } from '../../../../src/main/shell/crashes/Crashes.ts'
import { loggedError } from '../../../../src/shared/reasons/logged.ts'
import { temporaryFolder } from '../../../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  place = temporaryFolder()
})
afterEach(() => place.remove())

const installation = () => ({ dataFolder: place.path, version: '0.1.0' })
const reports = () => readdirSync(reportsIn(place.path)).filter((name) => name.startsWith('crash-'))

it('names where it broke, and nothing that an error says', () => {
  const error = Object.assign(new Error("ENOENT: no such file '/data/Frau Müller/P01-WLI.jpg'"), {
    code: 'ENOENT',
    path: '/data/Frau Müller/P01-WLI.jpg',
  })
  writeCrash(installation(), { process: 'engine', what: 'error', error: loggedError(error) })
  const [name = ''] = reports()
  const text = readFileSync(join(reportsIn(place.path), name), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ process: 'engine', version: '0.1.0', error: { code: 'ENOENT' } })
  expect(text).toMatch(/crashReport\.test\.ts:\d+/)
  for (const told of ['Müller', 'P01', '.jpg', place.path]) expect(text).not.toContain(told)
})

it('takes no text for how something ended', () => {
  writeCrash(installation(), { process: 'window', what: 'ended', how: 'Frau Müller', exitCode: 5 })
  expect(crashesSince(place.path, '')[0]?.text).not.toContain('Müller')
})

it('keeps the newest and tells of what nobody has seen', async () => {
  for (let i = 0; i < 25; i++) {
    writeCrash(installation(), { process: 'other', what: 'ended', exitCode: i })
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  writeFileSync(join(reportsIn(place.path), 'crash-damaged.json'), '{')
  const crashes = new Crashes(place.path)
  expect(crashes.unseen()).toHaveLength(20)
  expect(crashes.unseen()[0]?.text).toContain('"exitCode": 24')
  crashes.markSeen()
  expect(crashes.unseen()).toEqual([])
  await new Promise((resolve) => setTimeout(resolve, 5))
  writeCrash(installation(), { process: 'shell', what: 'error' })
  expect(crashes.unseen()).toHaveLength(1)
})

it('goes on where no report can be written', () => {
  mkdirSync(place.path, { recursive: true })
  writeFileSync(reportsIn(place.path), 'in the way')
  writeCrash(installation(), { process: 'engine', what: 'ended' })
  expect(crashesSince(place.path, '')).toEqual([])
})
