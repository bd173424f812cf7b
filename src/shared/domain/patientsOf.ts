/** The patients of frames, each once. */
export const patientsOf = (frames: readonly { readonly patient: string }[]): string[] => [
  ...new Set(frames.map(({ patient }) => patient)),
]
