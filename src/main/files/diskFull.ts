const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT']

/** Whether the operating system refused for want of room. */
export const isDiskFull = (error: unknown): boolean =>
  FULL.includes((error as { readonly code?: unknown } | undefined)?.code)
