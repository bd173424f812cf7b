import type { LabelClass } from './labelClass.ts'

export type PaletteName = 'study' | 'safe' | 'contrast'
export const paletteNames: readonly PaletteName[] = ['study', 'safe', 'contrast']

/**
 * `safe`: Okabe and Ito's colours, told apart with any colour vision. `contrast`: they differ most in lightness, for
 * grey screens and tired eyes.
 */
const PALETTES: Readonly<Record<Exclude<PaletteName, 'study'>, readonly string[]>> = {
  safe: ['#9aa5b1', '#56b4e9', '#e69f00', '#009e73', '#f0e442', '#cc79a7', '#0072b2', '#d55e00'],
  contrast: ['#9aa5b1', '#00e5ff', '#fff200', '#ff4fd8', '#ffffff', '#7cff4f', '#a06bff', '#ff8a00'],
}

/** What each class is shown in; a study's own colours stay as they are. */
export const coloursOf = (classes: readonly LabelClass[], palette: PaletteName): string[] =>
  classes.map(({ colour }, value) =>
    palette === 'study' ? colour : (PALETTES[palette][value % PALETTES[palette].length] ?? colour),
  )

/** What a class is in a figure, whatever a study calls it: told apart with any colour vision. */
export const mapColour = (value: number): string => PALETTES.safe[value % PALETTES.safe.length] ?? '#9aa5b1'
