import type { Declaration } from '../../../../shared/contract/layers.ts'

/** A step that the engine has not acknowledged yet. */
export type UnsentJob =
  | {
      readonly kind: 'paint'
      readonly stroke: string
      readonly x: number
      readonly y: number
      /** `encodeMask` bytes in base64. */
      readonly patch: string
      readonly restores: number | null
      readonly copied: boolean
    }
  | { readonly kind: 'accept'; readonly layer: number }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'declare'; readonly as: Declaration }

/** Whose work it is, in which study: nothing is ever sent under another name. */
export interface Desk {
  readonly folder: string
  readonly person: string
}

export interface Unsent extends Desk {
  readonly frame: number
  /** The revision that the first of them follows. */
  readonly base: number
  readonly jobs: readonly UnsentJob[]
}

const PREFIX = 'loco-unsent:'
type Place = Desk & Pick<Unsent, 'frame'>
const keyOf = ({ folder, person, frame }: Place) =>
  `${PREFIX}${frame}:${encodeURIComponent(person)}:${folder}`

/** Writes down what is not saved yet. Where there is no room it stays in the window alone. */
export function keepUnsent(unsent: Unsent): void {
  try {
    localStorage.setItem(keyOf(unsent), JSON.stringify(unsent))
  } catch {
    localStorage.removeItem(keyOf(unsent))
  }
}

export const forgetUnsent = (place: Place): void => localStorage.removeItem(keyOf(place))

/** What an earlier window left unsaved in a study, for the person whose it is. */
export function allUnsent({ folder, person }: Desk): Unsent[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key): Unsent[] => {
      try {
        return [JSON.parse(localStorage.getItem(key) ?? '') as Unsent]
      } catch {
        return []
      }
    })
    .filter((unsent) => unsent.folder === folder && unsent.person === person)
}
