import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import en from '../../../../../../src/renderer/app/texts/en.json' with { type: 'json' }
import zh from '../../../../../../src/renderer/app/texts/zh.json' with { type: 'json' }
import { cardPage } from '../../../../../../src/renderer/features/models/card/cardPage.ts'
import { cardParts } from '../../../../../../src/renderer/features/models/card/cardParts.ts'
import { type CardPictures, worstToBest } from '../../../../../../src/renderer/ui/pages/readPictures.ts'
import type { ModelCard } from '../../../../../../src/shared/contract/models.ts'
import { verdict } from '../../../../../../src/shared/contract/training.ts'

const CLASSES = ['normal', 'benign', 'malignant'].map((name) => ({ name, colour: '#000000' }))

/** The third round, judged on two patients, none of whom has anything malignant. */
const card: ModelCard = {
  model: {
    id: 'third',
    number: 3,
    source: null,
    inUse: true,
    method: 'loco',
    backbone: 'efficientnet-lite0',
    steps: 900,
    labelled: 40,
    unlabelled: 300,
    createdAt: '2026-05-04T10:00:00.000Z',
    figure: { overlap: 0.61, interval: null, patients: 2, patientsWithLesion: 2, frames: 9 },
    iou: [0.9, 0.61, null],
    dice: null,
    verdict: verdict.parse({
      overall: 'unsure',
      change: 2,
      interval: null,
      patientsWorse: ['Jane Doe'],
      perClass: [
        { class: 0, before: 0.9, now: 0.9, frames: 9, found: 9 },
        { class: 1, before: 0.5, now: 0.61, frames: 7, found: 6 },
        { class: 2, before: null, now: null, frames: 0, found: 0 },
      ],
    }),
    splitHash: 'abcdef0123456789',
  },
  sha256: 'f'.repeat(64),
  parameters: 5_000_000,
  seconds: 600,
  memory: 1.3,
  patients: { train: 12, validation: 2, test: 3 },
  settings: [['loco.temperature', '0.5']],
  lineage: [
    { number: 2, source: null },
    { number: 1, source: null },
  ],
  note: 'Misses small ones <b>',
}
const outlines = { width: 8, height: 8, lines: [{ value: 1, points: [1, 1, 6, 1, 6, 6] }] }
const pictures: CardPictures = {
  curves: {
    losses: [],
    iou: [
      { step: 50, iou: [0.9, 0.2, null], miou: 0.5 },
      { step: 100, iou: [0.9, 0.6, null], miou: 0.7 },
    ],
  },
  frames: [{ picture: 'data:image/webp;base64,AAAA', label: outlines, overlay: outlines, overlap: 0.61 }],
}
const pageIn = (language: string, drawn = pictures) => {
  const t = i18next.getFixedT(language)
  const parts = cardParts(t, card, CLASSES)
  const told = { title: 'Card', study: 'Larynx & Co', language, version: '1', note: card.note, parts }
  return cardPage(t, { ...told, classes: CLASSES, pictures: drawn })
}

beforeAll(() => i18next.init({ lng: 'en', resources: { en: { translation: en }, zh: { translation: zh } } }))

describe("a model's card as a page", () => {
  it('says where it comes from, what it came to, and where its limits are', () => {
    const page = pageIn('en')
    expect(page).toContain('Round 3 ← Round 2 ← Round 1 ← general pictures')
    expect(page).toContain('6 of 7 frames')
    expect(page).toContain('judged on 2 patients with a lesion')
    expect(page).toContain('No validation frame holds malignant')
    expect(page).toContain('loco.temperature')
  })

  it('needs nothing else, names no patient, and shows what was written as it was written', () => {
    const page = pageIn('en')
    expect(page).not.toMatch(/src=|href="(?!data:)|url\(|@import|<script/)
    expect(page).not.toContain('Jane Doe')
    expect(page).toContain('Misses small ones &lt;b&gt;')
    expect(page).toContain('Larynx &amp; Co')
  })

  it('is written in the language at hand', () => {
    const page = pageIn('zh')
    expect(page).toContain('lang="zh"')
    expect(page).toContain('它只由 2 名有病变的患者评判')
    expect(page).not.toMatch(/\{\{|card\.|train\./)
  })

  it('draws how it learned and what it sees', () => {
    const page = pageIn('en')
    expect(page).toContain('href="data:image/webp;base64,AAAA"')
    expect(page).toContain('overlap 61.0 %')
    // Benign has risen from 20 to 60 %, which is up on the screen.
    const [, first, second] = /points="[\d.]+,([\d.]+) [\d.]+,([\d.]+)"/.exec(page) ?? []
    expect(Number(second)).toBeLessThan(Number(first))
  })

  it('draws the curve up to the last step, also where the last look was earlier', () => {
    const { curves } = pictures
    const losses = [{ step: 200, losses: {}, thresholds: [], share: [] }]
    const xOf = (page: string) => Number(/points="[^"]* ([\d.]+),[\d.]+"/.exec(page)?.[1])
    const [short, long] = [
      pageIn('en'),
      pageIn('en', { ...pictures, curves: curves && { ...curves, losses } }),
    ]
    expect(long).toContain('>200</text>')
    expect(xOf(long)).toBeLessThan(xOf(short))
  })

  it('is laid out for A4, with the study, the version and the page at its foot, whatever the study is called', () => {
    const t = i18next.getFixedT('en')
    const told = {
      title: 'Card',
      study: 'A"}</style><b>',
      language: 'en',
      version: '1.2',
      note: '',
      parts: [],
    }
    const page = cardPage(t, { ...told, classes: CLASSES, pictures: { curves: null, frames: [] } })
    expect(page).toContain('@page{size:A4')
    expect(page).toContain('counter(page)')
    expect(page.match(/<\/style>/g)).toHaveLength(1)
    expect(page).not.toContain('<b>')
  })

  it('leaves out what there is nothing of', () => {
    const page = pageIn('en', { curves: null, frames: [] })
    expect(page).not.toContain('<svg')
    expect(page).not.toContain('What it sees')
  })

  it('chooses frames from the worst to the best, each once', () => {
    const chosen = (...overlaps: number[]) =>
      worstToBest(overlaps.map((now) => ({ now }))).map(({ now }) => now)
    expect(chosen(0.9, 0.1, 0.5, 0.4, 0.7)).toEqual([0.1, 0.5, 0.9])
    expect(chosen(0.9, 0.1)).toEqual([0.1, 0.9])
    expect(chosen()).toEqual([])
  })
})
