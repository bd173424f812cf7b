/** Diameters that a brush can have, frame px. */
export const SIZES = { smallest: 1, largest: 400 }
