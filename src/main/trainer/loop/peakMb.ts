/** The most memory that this process has taken so far, MB. */
export const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024)
