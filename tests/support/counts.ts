/** Whether faults are looked for: what takes too long beside all other tests runs too. */
export const isThorough = Boolean(process.env['LOCO_FAULTS'])

/** How often a play of chance is repeated: few times beside all other tests, often where faults are looked for. */
export const times = (few: number, often: number): number => (isThorough ? often : few)
