import { expect, it } from 'vitest'
import { type Checked, checkNames, type SelfTestReport } from '../../../../src/shared/contract/selfTest.ts'
import de from '../../../../src/shared/html/selfTest/de.json' with { type: 'json' }
import en from '../../../../src/shared/html/selfTest/en.json' with { type: 'json' }
import fr from '../../../../src/shared/html/selfTest/fr.json' with { type: 'json' }
import { checkInWords, selfTestPage, selfTestSum } from '../../../../src/shared/html/selfTest/selfTestPage.ts'
import zh from '../../../../src/shared/html/selfTest/zh.json' with { type: 'json' }

const gaps = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
const passed = (name: Checked['name']): Checked => ({
  name,
  state: 'passed',
  seconds: 1,
  seen: {},
  reason: null,
})
const report = (checks: readonly Checked[]): SelfTestReport => ({
  version: '0.1.0',
  platform: 'linux x64',
  at: '2026-11-28T11:00:00.000Z',
  seconds: 40,
  checks: [...checks],
})

it('has words for every check in every language, with the same gaps', () => {
  const english: Readonly<Record<string, string>> = en
  for (const words of [zh, de, fr] as Readonly<Record<string, string>>[])
    for (const name of checkNames)
      for (const key of [`check.${name}`, `seen.${name}`]) {
        expect(english[key], key).toBeTruthy()
        expect(gaps(words[key] ?? ''), key).toEqual(gaps(english[key] ?? ''))
      }
})

it('says what does not work and why, in one sentence, in the language asked for and in English', () => {
  const failed: Checked = {
    name: 'exports',
    state: 'failed',
    seconds: 2,
    seen: {},
    reason: { name: 'testExportDiffers', values: { format: 'coco' } },
  }
  const page = (language: string) => selfTestPage(report([passed('engine'), failed]), language)
  for (const language of ['zh', 'it']) {
    expect(page(language)).toContain('One thing does not work.')
    expect(page(language)).toContain('in the format coco did not come back the same')
  }
  expect(page('zh')).toContain('以 coco 格式导出的标注读回后不一致')
  expect(page('it')).toMatch(/<html lang="en">/)
})

it('shows what was seen as text', () => {
  const { seen } = checkInWords({ ...passed('boxAssist'), seen: { pair: '<b>', pixels: 3, score: 90 } }, 'en')
  expect(seen).toBe('<b>: a box became 3 pixels, by its own guess 90\u00a0% right')
  const page = selfTestPage(report([{ ...passed('boxAssist'), seen: { pair: '<b>' } }]), 'zh')
  expect(page).toContain('&lt;b&gt;')
  expect(page).not.toContain('<b>')
  expect(selfTestSum(report([passed('engine')]), 'en')).toEqual(['Everything that was tried works.'])
})
