/** Compares versions of three numbers: below zero where `a` is the older. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Whether a name is that of a version's folder. */
export const isVersion = (name: string): boolean => /^\d{1,6}\.\d{1,6}\.\d{1,6}$/.test(name)
