/** A change in points with its sign, to a tenth: "+4.2", "−0.3"; one that nobody can see has none. */
export function signed(value: number): string {
  const shown = Math.abs(value).toFixed(1)
  if (shown === '0.0') return shown
  return `${value > 0 ? '+' : '−'}${shown}`
}
