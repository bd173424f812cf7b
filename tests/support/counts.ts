/** How often a play of chance is repeated: few times beside all other tests, often where faults are looked for. */
export const times = (few: number, often: number): number => (process.env['LOCO_FAULTS'] ? often : few)
