import { writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { policyFor } from '../../../src/main/policy.ts'
import { temporaryFolder } from '../../support/TestStudy.ts'

const place = temporaryFolder()
afterAll(() => place.remove())

const set = (text: string) => {
  writeFileSync(join(place.path, 'policy.json'), text)
  return policyFor(place.path).dataFolder
}

it('says where data goes, for each user', () => {
  expect(policyFor(undefined).dataFolder).toBeUndefined()
  expect(policyFor(place.path).dataFolder).toBeUndefined()
  expect(set('{"dataFolder":"/srv/loco"}')).toBe('/srv/loco')
  expect(set('{"dataFolder":"~/LoCo 数据"}')).toBe(join(homedir(), 'LoCo 数据'))
  process.env['LOCO_POLICY_TEST'] = '/srv/p'
  expect(set('{"dataFolder":"%LOCO_POLICY_TEST%/x"}')).toBe('/srv/p/x')
})

it('sets nothing where it cannot be understood, or leads nowhere', () => {
  for (const text of [
    '{',
    '[]',
    'null',
    '{"dataFolder":7}',
    '{"dataFolder":"here"}',
    '{"dataFolder":"%NOT_SET_HERE%/x"}',
  ])
    expect(set(text), text).toBeUndefined()
})
