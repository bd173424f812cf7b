import type { TFunction } from 'i18next'
import type { TrailRow } from '../../../../shared/contract/trail.ts'
import type { Act } from '../../../../shared/domain/acts.ts'
import { examinationName } from '../../../ui/examinationName.ts'

type Values = Readonly<Record<string, string | number>>
/** What a row's sentence names, from what the row says; a word of its own where one act has several. */
type Telling = (told: Told) => Values & { readonly word?: string }

interface Told {
  readonly row: TrailRow
  /** What is behind the first word of the action, as which tag. */
  readonly rest: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly t: TFunction
}

const frameOf = ({ row: { frame, subject } }: Told) => ({ frame: frame?.name ?? subject })
const examinationOf = ({ row: { examination, subject } }: Told) => ({
  examination: examination ? examinationName(examination.patient, examination.code) : subject,
})
/** How many, from a subject as `frames:12`. */
const countOf = ({ row: { subject } }: Told) => ({ count: Number(/:(\d+)$/u.exec(subject)?.[1] ?? 0) })
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
const modelOf = ({ row: { subject } }: Told) => ({ model: subject.replace(/^model:/u, '').slice(0, 8) })

const accountOf = ({ detail }: Told) => ({ name: textOf(detail['name']) })

/** What was painted, or taken back: undo and redo bring an earlier mask back and are no paint. */
const strokeOf: Telling = (told) => {
  const { mask } = told.row
  const revision = mask?.revision ?? 0
  if (mask?.restores == null) return { ...frameOf(told), revision }
  return mask.restores === 0
    ? { ...frameOf(told), word: 'tookAllBack' }
    : { ...frameOf(told), word: 'tookBack', revision: mask.restores }
}

const reasonOf: Telling = (told) => {
  const reason = textOf(told.detail['reason'])
  const text = textOf(told.detail['text'])
  const why = reason === '' ? text : told.t(`reviewReasons.${reason}`, { defaultValue: reason })
  return { ...frameOf(told), why: why === '' ? '' : ` (${why})` }
}

/** What a round is, where the row tells it: how it learns, for how long, of how much. */
const roundOf: Telling = ({ detail, t }) => {
  const labelled = textOf(detail['labelled'])
  const parts = [
    textOf(detail['method']),
    t('trail.steps', { count: Number(textOf(detail['steps'])) }),
    labelled === '' ? '' : t('trail.labelled', { count: Number(labelled) }),
    detail['acceptedOnly'] === true ? t('trail.acceptedAlone') : '',
  ]
  return { round: parts.filter((part) => part !== '').join(' · ') }
}

/** How far a round had come. */
const endOf: Telling = ({ detail }) => ({ count: Number(textOf(detail['step'])) })

/** What was taken out of the study, of how much of it. */
const exportOf: Telling = (told) => {
  const { detail, t } = told
  const parts = [
    detail['images'] === false ? t('trail.masksAlone') : '',
    detail['pseudonyms'] === true ? t('trail.pseudonyms') : '',
  ].filter((part) => part !== '')
  return {
    ...countOf(told),
    as: textOf(detail['format']),
    how: parts.length > 0 ? ` (${parts.join(' · ')})` : '',
  }
}

const nameOf: Telling = ({ detail }) => ({ name: textOf(detail['name']) })

/** Every act, and what its sentence names. Its words are `trail.did.<act>`, or those of its word. */
const tellings: Readonly<Record<Act, Telling>> = {
  stroke: strokeOf,
  copy: frameOf,
  interpolate: frameOf,
  accept: frameOf,
  confirm: frameOf,
  declare: (told) => ({ ...frameOf(told), word: `declare.${textOf(told.detail['as'])}` }),
  veto: frameOf,
  'take-back-veto': frameOf,
  note: frameOf,
  calibrate: (told) => {
    const mm = textOf(told.detail['mmPerPixel'])
    return mm === '' ? { ...frameOf(told), word: 'calibrateNot' } : { ...frameOf(told), mm }
  },
  tag: (told) => ({ ...countOf(told), tag: told.rest }),
  untag: (told) => ({ ...countOf(told), tag: told.rest }),
  hide: countOf,
  show: countOf,
  link: countOf,
  unlink: countOf,
  modality: (told) => ({ ...countOf(told), light: told.rest }),
  assign: (told) =>
    told.rest === '' ? { ...countOf(told), word: 'shareOut' } : { ...countOf(told), patient: told.rest },
  undo: ({ t, detail }) => ({ what: actionName(t, textOf(detail['action'])) }),
  import: countOf,
  'add-patients': countOf,
  merge: countOf,
  recover: () => ({}),
  rename: nameOf,
  'set-classes': () => ({}),
  'set-split': () => ({}),
  'guard-classes': () => ({}),
  'learn-accepted': ({ detail }) => (detail['only'] === true ? {} : { word: 'learnAll' }),
  'save-search': nameOf,
  'remove-search': nameOf,
  export: exportOf,
  'back-up': ({ detail }) => (detail['checkpoints'] === true ? { word: 'backUpWhole' } : {}),
  'export-model': (told) => ({ ...modelOf(told), as: textOf(told.detail['format']) }),
  'round-started': roundOf,
  'round-resumed': roundOf,
  'round-paused': endOf,
  'round-cancelled': endOf,
  'round-finished': (told) => {
    const collapsed = Number(textOf(told.detail['alarms'])) > 0
    return { ...endOf(told), ...(collapsed ? { word: 'roundCollapsed' } : {}) }
  },
  'round-crashed': endOf,
  'planned-added': roundOf,
  'planned-changed': roundOf,
  'planned-moved': ({ detail }) => ({ from: textOf(detail['from']), to: textOf(detail['to']) }),
  'planned-removed': roundOf,
  'planned-started': roundOf,
  'planned-failed': () => ({}),
  'planned-missed': () => ({}),
  'line-went-on': () => ({}),
  'use-model': modelOf,
  'add-model': modelOf,
  'decline-model': modelOf,
  'note-model': modelOf,
  'verdict-begun': reasonOf,
  'verdict-accepted': reasonOf,
  'verdict-returned': reasonOf,
  'verdict-settled': reasonOf,
  'verdict-reopened': reasonOf,
  'region-accepted': reasonOf,
  'region-rejected': reasonOf,
  comment: frameOf,
  'comment-settled': frameOf,
  settle: frameOf,
  'region-edited': frameOf,
  'region-taken-back': frameOf,
  review: frameOf,
  reopen: frameOf,
  'take-away': countOf,
  sign: (told) => {
    const missed = Number(textOf(told.detail['missed']))
    return missed > 0 ? { ...examinationOf(told), word: 'signMissed', count: missed } : examinationOf(told)
  },
  unlock: (told) => ({ ...examinationOf(told), why: textOf(told.detail['reason']) }),
  'account-created': accountOf,
  'account-role': (told) => {
    const role = textOf(told.detail['after'])
    return { ...accountOf(told), role: told.t(`people.role.${role}`, { defaultValue: role }) }
  },
  'account-activated': accountOf,
  'account-deactivated': accountOf,
  'code-given': accountOf,
  'password-set': accountOf,
  'signed-in': accountOf,
  'signed-out': accountOf,
  'signed-out-everywhere': accountOf,
  'sign-in-refused': accountOf,
  'set-idle': ({ detail }) => ({ minutes: textOf(detail['minutes']) }),
  'export-trail': ({ detail }) => ({
    count: Number(textOf(detail['rows'])),
    as: textOf(detail['as']).toUpperCase(),
  }),
  seal: () => ({}),
  'went-back': ({ detail }) => ({ seen: textOf(detail['seen']) }),
}

const known: ReadonlyMap<string, Telling> = new Map(Object.entries(tellings))

/** A row in a sentence that goes on from the person's name. What a later version did is told as it stands. */
export function sentenceOf(t: TFunction, row: TrailRow): string {
  const [act = '', ...rest] = row.action.split(' ')
  const telling = known.get(act)
  if (!telling) return t('trail.unknown', { action: row.action, subject: row.frame?.name ?? row.subject })
  const { word = act, ...values } = telling({ row, rest: rest.join(' '), detail: detailIn(row.detail), t })
  return t(`trail.did.${word}`, { ...values, defaultValue: row.action })
}

/** An act's short name, to choose by. */
export const actionName = (t: TFunction, action: string): string => {
  const [act = ''] = action.split(' ')
  return t(`trail.act.${act}`, { defaultValue: action })
}

function detailIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    return {}
  }
}
