import { createHash } from 'node:crypto'
import { type Element, sopClass } from '../../../dicom/elements.ts'
import type { Outgoing } from './Exporter.ts'

/** What a frame is called in DICOM. */
export interface Identity {
  readonly study: string
  readonly series: string
  readonly instance: string
  readonly sopClass: string
}

/** The same UID for the same parts. */
export const uidOf = (...parts: readonly string[]) =>
  `2.25.${BigInt(`0x${createHash('sha256').update(parts.join('\u001f')).digest('hex').slice(0, 32)}`)}`

/** Of a frame that came from DICOM its pseudonymous names, of others names made from what they hold. */
export function identityOf(frame: Outgoing, study: string): Identity {
  const own = {
    study: uidOf('study', study, frame.patient, frame.examination),
    series: uidOf('series', study, frame.patient, frame.examination),
    instance: uidOf('instance', frame.sha256),
    sopClass: sopClass.endoscopicImage,
  }
  if (frame.dicom === null) return own
  const kept = JSON.parse(frame.dicom) as {
    uids: Pick<Identity, 'study' | 'series' | 'instance'>
    frame: number
  }
  // Each frame leaves as a file of its own, so a multi-frame file's instance becomes one for each frame.
  const instance = kept.frame === 1 ? kept.uids.instance : uidOf(kept.uids.instance, String(kept.frame))
  return { ...own, ...kept.uids, instance }
}

const two = (n: number) => String(n).padStart(2, '0')
export const dayOf = (at: Date) => `${at.getUTCFullYear()}${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}`
export const timeOf = (at: Date) =>
  `${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}`

/** Whose a file is, and of which examination. */
export function patientAndStudy(frame: Outgoing, { study }: Identity): Element[] {
  return [
    ['00080020', 'DA', frame.capturedOn?.replaceAll('-', '') ?? ''],
    ['00080030', 'TM', ''],
    ['00080050', 'SH', ''],
    ['00080090', 'PN', ''],
    ['00100010', 'PN', frame.patient],
    ['00100020', 'LO', frame.patient],
    ['00100030', 'DA', ''],
    ['00100040', 'CS', ''],
    ['00120062', 'CS', 'YES'],
    ['00120063', 'LO', 'LoCo Studio: PS3.15 Basic Profile'],
    ['0020000d', 'UI', study],
    ['00200010', 'SH', ''],
  ]
}

/** What made a file. */
export const EQUIPMENT: readonly Element[] = [
  ['00080070', 'LO', 'LoCo Studio'],
  ['00081090', 'LO', 'LoCo Studio'],
  ['00181000', 'LO', '1'],
  ['00181020', 'LO', '1'],
]
