import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import en from '../../../../../src/renderer/app/texts/en.json' with { type: 'json' }
import zh from '../../../../../src/renderer/app/texts/zh.json' with { type: 'json' }
import { type RoundReport, roundPage } from '../../../../../src/renderer/features/train/report/roundPage.ts'
import { verdict } from '../../../../../src/shared/contract/training.ts'
import { smallRound } from '../../../../support/rounds.ts'

const outlines = { width: 8, height: 8, lines: [{ value: 1, points: [1, 1, 6, 1, 6, 6] }] }
const figures = {
  before: 0.5,
  now: 0.4,
  change: -10,
  interval: [-14, -6] as [number, number],
  word: 'worse',
} as const

const report: RoundReport = {
  title: 'Report of Round 2',
  study: 'Larynx & Co',
  language: 'en',
  version: '1.2',
  round: {
    id: 'second',
    state: 'finished',
    options: smallRound(900, { method: 'loco' }),
    startedAt: '2026-05-04T10:00:00.000Z',
    endedAt: '2026-05-04T10:20:00.000Z',
    step: 900,
    labelled: 40,
    unlabelled: 300,
    vetoed: 0,
    waits: false,
    secondsLeft: null,
    phase: 'ended',
    message: null,
    model: 'second',
    verdict: verdict.parse({
      overall: 'worse',
      measured: { overlap: 0.4, interval: [0.3, 0.5], patients: 5, patientsWithLesion: 4, frames: 9 },
      change: -10,
      interval: [-14, -6],
      perClass: [{ class: 1, frames: 7, found: 6, patients: 4, foundBefore: 7, ...figures }],
      byLight: [{ modality: 'NBI', frames: 5, patients: 4, ...figures }],
      patientsWorse: ['Jane Doe'],
      alarms: [{ kind: 'farBelow', points: 10 }],
    }),
  },
  model: undefined,
  classes: ['normal', 'benign<'].map((name) => ({ name, colour: '#000000' })),
  pictures: {
    curves: { losses: [], iou: [50, 100].map((step) => ({ step, iou: [0.9, step / 200], miou: 0.5 })) },
    worse: [
      {
        picture: 'data:image/webp;base64,AAAA',
        label: outlines,
        overlay: outlines,
        overlap: 0.3,
        before: 0.6,
      },
    ],
  },
  budget: {
    labelled: 40,
    points: [],
    frames: 0,
    patients: 0,
    leftOut: [{ run: 'second', why: 'unsound' }],
    curve: [],
    next: null,
    untold: 'noRounds',
    moreRounds: 3,
  },
}
const pageIn = async (language: string, change: Partial<RoundReport> = {}) => {
  await i18next.changeLanguage(language)
  return roundPage(i18next.t, { ...report, language, ...change })
}

beforeAll(() => i18next.init({ lng: 'en', resources: { en: { translation: en }, zh: { translation: zh } } }))

describe("a round's report", () => {
  it('tells what it came to by class and light, with intervals, warnings and frames that got worse', async () => {
    const page = await pageIn('en')
    for (const words of [
      '10.0 points of lesion overlap below',
      '6 of 7 frames',
      'In NBI',
      '−10.0 (−14.0 to −6.0)',
      'worse',
      'overlap 60.0 % → 30.0 %',
      'Nothing can be told before rounds are judged.',
      'Not in the curve: 1 round with an alarm.',
      '@page{size:A4',
    ])
      expect(page, words).toContain(words)
    expect(page.match(/<figure>/g)).toHaveLength(1)
    expect(page).toContain('<polyline points="')
  })

  it('needs nothing else and names no patient', async () => {
    const page = await pageIn('en')
    expect(page).not.toMatch(/src=|href="(?!data:)|url\(|@import|<script/)
    expect(page).not.toContain('Jane Doe')
    expect(page).toContain('benign&lt;')
  })

  it('is written in the language at hand', async () => {
    const page = await pageIn('zh')
    expect(page).toContain('lang="zh"')
    expect(page).toContain('变差的验证帧')
    expect(page).not.toMatch(/\{\{|page\.\w|worth\.|train\.\w/)
  })

  it('says of a round that nothing could judge that nobody knows', async () => {
    const page = await pageIn('en', { round: { ...report.round, verdict: null } })
    expect(page).toContain(en.train.notJudged)
    expect(page).not.toContain('In NBI')
  })
})
