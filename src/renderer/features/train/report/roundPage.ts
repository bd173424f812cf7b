import type { TFunction } from 'i18next'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { ModelSummary } from '../../../../shared/contract/models.ts'
import type { ComparedFigure, RoundSummary, Verdict } from '../../../../shared/contract/training.ts'
import type { LabelBudget } from '../../../../shared/contract/worth.ts'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import { signed } from '../../../../shared/domain/signed.ts'
import { escaped } from '../../../../shared/html/escaped.ts'
import { headedTable, htmlPage, list, part, table } from '../../../../shared/html/htmlPage.ts'
import { inWords } from '../../../api/inWords.ts'
import { BudgetChart } from '../../../ui/budget/BudgetChart.tsx'
import { budgetNotes, budgetSentence } from '../../../ui/budget/budgetText.ts'
import { basisOf, percent } from '../../../ui/figureText.ts'
import { curvePart } from '../../../ui/pages/curvePart.ts'
import { framePicture } from '../../../ui/pages/framePicture.ts'
import { moment } from '../../../ui/shown.ts'
import type { RoundPictures } from './readRound.ts'
import { alarmText, changeText, headlineOf } from './verdictText.ts'

export interface RoundReport {
  readonly title: string
  readonly study: string
  readonly language: string
  /** Of LoCo Studio. */
  readonly version: string
  readonly round: RoundSummary
  readonly model: ModelSummary | undefined
  readonly classes: readonly LabelClass[]
  readonly pictures: RoundPictures
  readonly budget: LabelBudget
}

/** A round as one HTML file that needs nothing else. It names no patient and no frame. */
export function roundPage(t: TFunction, report: RoundReport): string {
  const { title, study, language, version, round, classes, pictures, budget } = report
  const { verdict } = round
  const alarms = (verdict?.alarms ?? []).map((alarm) => alarmText(t, alarm, classes))
  const warnings = [...alarms, ...(round.message ? [inWords(round.message)] : [])]
  const body = [
    part(
      t('page.cameTo'),
      list([headlineOf(t, verdict), changeText(t, verdict)].filter((line) => line !== '')),
    ),
    part(t('page.warnings'), list(warnings)),
    part(t('card.part.data'), table(dataRows(t, report))),
    part(t('page.settings'), table(settingRows(t, round))),
    part(t('train.byClass'), verdict ? verdictTable(t, verdict, classes) : ''),
    curvePart(t, pictures.curves, classes),
    part(t('page.worse'), framesPart(t, pictures, classes)),
    part(t('worth.title'), budgetPart(t, budget)),
    part(t('card.part.limits'), list([t('card.limit.own'), t('card.limit.help')])),
  ].join('')
  return htmlPage({ title, study, language, version, body })
}

const dataRows = (t: TFunction, { round, model }: RoundReport): [string, string][] => [
  [t('card.labelled'), String(round.labelled)],
  [t('card.unlabelled'), String(round.unlabelled)],
  ...(model?.figure
    ? [[t('figure.name'), `${percent(model.figure.overlap)} · ${basisOf(model.figure)}`] as [string, string]]
    : []),
  [t('page.began'), moment(round.startedAt)],
  ...(round.endedAt ? [[t('page.ended'), moment(round.endedAt)] as [string, string]] : []),
]

const settingRows = (t: TFunction, { options, step }: RoundSummary): [string, string][] => [
  [t('train.method'), t(`train.name.${options.method}`, { defaultValue: options.method })],
  [t('page.means'), t(`train.means.${options.method}`, { defaultValue: '–' })],
  [t('card.net'), options.backbone],
  [t('train.steps'), step === options.steps ? String(step) : t('train.step', { step, steps: options.steps })],
  [t('train.size'), `${options.size} px`],
  [t('train.batch'), String(options.batch)],
]

function verdictTable(t: TFunction, verdict: Verdict, classes: readonly LabelClass[]): string {
  const isCompared = verdict.overall !== 'first'
  const head = [
    t('train.class'),
    ...(isCompared ? [t('train.before')] : []),
    t('train.now'),
    ...(isCompared ? [t('train.changeColumn'), t('train.inWords')] : []),
    t('train.foundOn'),
  ]
  const row = (name: string, figures: ComparedFigure, basis: string) => [
    name,
    ...(isCompared ? [percent(figures.before)] : []),
    percent(figures.now),
    ...(isCompared
      ? [rangeText(t, figures), figures.word === null ? '–' : t(`train.word.${figures.word}`)]
      : []),
    basis,
  ]
  const rows = [
    ...verdict.perClass.map((one) =>
      row(
        classes[one.class]?.name ?? String(one.class),
        one,
        one.frames === 0
          ? t('train.onNone')
          : t('train.foundFrames', { count: one.frames, found: one.found }),
      ),
    ),
    ...verdict.byLight.map((one) =>
      row(
        t('train.inLight', { light: one.modality === 'other' ? t('train.otherLight') : one.modality }),
        one,
        t('train.basis', { frames: one.frames, count: one.patients }),
      ),
    ),
  ]
  return (
    headedTable(head, rows) + (isCompared ? `<p class="quiet">${escaped(t('train.surelyText'))}</p>` : '')
  )
}

function rangeText(t: TFunction, { change, interval }: ComparedFigure): string {
  if (change === null) return '–'
  if (!interval) return signed(change)
  return `${signed(change)} ${t('train.range', { low: signed(interval[0]), high: signed(interval[1]) })}`
}

function framesPart(t: TFunction, { worse }: RoundPictures, classes: readonly LabelClass[]): string {
  if (worse.length === 0) return ''
  const figures = worse.map(
    (frame) =>
      `<figure>${framePicture(frame, classes)}<figcaption>${escaped(t('train.sees.change', { before: percent(frame.before), now: percent(frame.overlap) }))}</figcaption></figure>`,
  )
  return `<p>${escaped(t('page.worseText'))}</p><div class="frames">${figures.join('')}</div>`
}

function budgetPart(t: TFunction, budget: LabelBudget): string {
  const { points, curve, labelled } = budget
  const chart = { points, curve, labelled, title: t('worth.chart'), axis: t('worth.axis') }
  return [
    list([budgetSentence(budget)]),
    points.length === 0 ? '' : renderToStaticMarkup(createElement(BudgetChart, chart)),
    ...budgetNotes(budget).map((note) => `<p class="quiet">${escaped(note)}</p>`),
  ].join('')
}
